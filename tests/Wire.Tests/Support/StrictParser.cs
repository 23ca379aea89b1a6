using System.Buffers;
using System.Globalization;

namespace LbPlatform.Wire.Tests.Support;

/// <summary>
/// A parser of our own for requests, which takes nothing but what RFC 9112 writes down: no lenience that it leaves to
/// recipients, except for an empty line before a request (2.2). It shares no code with the data plane.
/// </summary>
/// <param name="bytes">What came.</param>
/// <param name="asServer">
/// Whether it is as lenient as the server is where nothing comes of it (docs/limits.md): empty lines before a request,
/// the byte before its version, and trailers, which are dropped.
/// </param>
internal sealed class StrictParser(string bytes, bool asServer = false)
{
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    private const int VersionLength = 8;

    private int _at;

    /// <summary>Where the next request begins.</summary>
    public int Position => _at;

    /// <summary>
    /// The next request; <c>null</c> where the bytes end before it does.
    /// </summary>
    /// <exception cref="MalformedRequestException">What comes is none.</exception>
    public ParsedRequest? Next()
    {
        var start = _at;
        try
        {
            var request = ReadRequest();
            if (request is null)
            {
                _at = start;
            }

            return request;
        }
        catch (MalformedRequestException)
        {
            _at = start;
            throw;
        }
    }

    private ParsedRequest? ReadRequest()
    {
        SkipEmptyLines();

        if (ReadLine() is not { } line)
        {
            return null;
        }

        var words = (asServer ? AsServer(line) : line).Split(' ');
        Require(words.Length == 3, "a request line has three words");
        var (method, target, version) = (words[0], words[1], words[2]);
        Require(IsToken(method), "the method is a token");
        Require(
            target.Length > 0 && target.All(static c => c is > ' ' and < '\x7f' and not '#'),
            "the target is visible ASCII"
        );
        Require(version is "HTTP/1.1" or "HTTP/1.0", "the version is 1.0 or 1.1");
        Require(
            target[0] == '/'
                || (target == "*" && method == "OPTIONS")
                || target.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
                || target.StartsWith("https://", StringComparison.OrdinalIgnoreCase),
            "the target has one of the forms"
        );
        if (ReadFields(areTrailers: false) is not { } fields)
        {
            return null;
        }

        var request = new ParsedRequest(method, target, version, fields, "");
        Require(
            request.Values("Host").Count() == 1 || (version == "HTTP/1.0" && !request.Has("Host")),
            "there is one Host"
        );
        return ReadBody(request) is { } body ? request with { Body = body } : null;
    }

    private string? ReadBody(ParsedRequest request)
    {
        var codings = request.Values("Transfer-Encoding").ToArray();
        var lengths = request.Values("Content-Length").ToArray();
        if (codings.Length > 0)
        {
            Require(lengths.Length == 0, "there is one kind of length");
            Require(request.Version == "HTTP/1.1", "HTTP/1.0 has no codings");
            Require(
                codings.Length == 1
                    && codings[0].Equals("chunked", StringComparison.OrdinalIgnoreCase),
                "the coding is chunked"
            );
            return ReadChunks();
        }

        if (lengths.Length == 0)
        {
            return "";
        }

        Require(
            lengths.Length == 1
                && lengths[0].Length is > 0 and < 19
                && lengths[0].All(char.IsAsciiDigit),
            "there is one length, in digits"
        );
        return Read(long.Parse(lengths[0], CultureInfo.InvariantCulture));
    }

    private string? ReadChunks()
    {
        var body = "";
        while (true)
        {
            if (ReadLine() is not { } line)
            {
                return null;
            }

            var digits = line.TakeWhile(char.IsAsciiHexDigit).Count();
            Require(digits is > 0 and < 16, "a chunk begins with its size");
            RequireExtensions(line[digits..]);
            var size = long.Parse(line[..digits], NumberStyles.HexNumber, null);
            if (size == 0)
            {
                return ReadFields(areTrailers: true) is null ? null : body;
            }

            if (Read(size) is not { } data || Read(2) is not { } end)
            {
                return null;
            }

            Require(end == "\r\n", "a chunk ends with its line");
            body += data;
        }
    }

    /// <summary>Extensions begin with a semicolon and have no control (RFC 9112, 7.1.1); more is not looked at.</summary>
    private static void RequireExtensions(string text)
    {
        var plain = text.TrimStart(' ', '\t');
        Require(text.Length == 0 || plain.StartsWith(';'), "behind a size comes an extension");
        Require(!plain.Any(static c => c < ' ' && c != '\t'), "an extension has no control");
    }

    private List<(string Name, string Value)>? ReadFields(bool areTrailers)
    {
        List<(string, string)> fields = [];
        // The server takes any name and value there, and passes none of them on.
        var isDropped = areTrailers && asServer;
        while (true)
        {
            if (ReadLine() is not { } line)
            {
                return null;
            }

            if (line.Length == 0)
            {
                return fields;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            Require(
                colon > 0
                    && (
                        isDropped
                            ? line.AsSpan(0, colon).IndexOfAny(' ', '\t') < 0
                            : IsToken(line[..colon])
                    ),
                "a field begins with its name"
            );
            var value = line[(colon + 1)..].Trim(' ', '\t');
            Require(
                isDropped || value.All(static c => c is '\t' or >= ' ' and not '\x7f'),
                "a value has no control"
            );
            fields.Add((line[..colon], value));
        }
    }

    /// <summary>One before a request is none of it (RFC 9112, 2.2); the server takes several, of any spelling.</summary>
    private void SkipEmptyLines()
    {
        if (asServer)
        {
            while (_at < bytes.Length && (bytes[_at] is '\r' or '\n'))
            {
                _at++;
            }
        }
        else if (bytes.AsSpan(_at).StartsWith("\r\n"))
        {
            _at += 2;
        }
    }

    /// <summary>The line up to CRLF; neither CR nor LF stands within it.</summary>
    private string? ReadLine()
    {
        var rest = bytes.AsSpan(_at);
        var end = rest.IndexOfAny('\r', '\n');
        if (end < 0 || (rest[end] == '\r' && end + 1 == rest.Length))
        {
            return null;
        }

        Require(rest[end..].StartsWith("\r\n"), "a line ends with CRLF");
        _at += end + 2;
        return rest[..end].ToString();
    }

    private string? Read(long count)
    {
        if (count > bytes.Length - _at)
        {
            return null;
        }

        _at += (int)count;
        return bytes.Substring(_at - (int)count, (int)count);
    }

    /// <summary>The line with one blank for whatever byte stands before its version, and for blanks before that.</summary>
    private static string AsServer(string line) =>
        line.Length > VersionLength
            ? $"{line[..^(VersionLength + 1)].TrimEnd(' ')} {line[^VersionLength..]}"
            : line;

    private static bool IsToken(string text) =>
        text.Length > 0 && !text.AsSpan().ContainsAnyExcept(TokenCharacters);

    private static void Require(bool holds, string rule)
    {
        if (!holds)
        {
            throw new MalformedRequestException(rule);
        }
    }
}
