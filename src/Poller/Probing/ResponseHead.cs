using System.Globalization;
using System.Text;

namespace LbPlatform.Poller.Probing;

/// <summary>
/// Reads the head of an HTTP/1.0 or HTTP/1.1 response as its bytes come, keeping nothing but the status code, how
/// the body is framed, and the values of one field. Interim responses (1xx) are skipped. The status line is read
/// strictly (RFC 9112 section 4); a line may end in LF alone (section 2.2).
/// </summary>
/// <param name="wanted">The field whose values are kept; empty for none.</param>
internal sealed class ResponseHead(string wanted = "")
{
    /// <summary>Most bytes of all heads together, those of interim responses included.</summary>
    public const int MostBytes = 32 * 1024;

    /// <summary>Longest line whose text is looked at; of a longer one, the rest is only counted.</summary>
    private const int ShortLine = 256;

    /// <summary>The same, where a value is wanted; of a longer value, the beginning is kept.</summary>
    private const int LongLine = 4096;

    private const int CodeAt = 9;

    private readonly byte[] _line = new byte[wanted.Length == 0 ? ShortLine : LongLine];
    private readonly List<string> _values = [];
    private int _length;
    private int _bytes;
    private bool _isInFields;
    private int _statusCode;

    /// <summary>Whether any byte has come.</summary>
    public bool HasBegun => _bytes > 0;

    /// <summary>Bytes of the last <see cref="Read"/> that were the head's.</summary>
    public int Consumed { get; private set; }

    /// <summary>Whether the body comes in chunks.</summary>
    public bool IsChunked { get; private set; }

    /// <summary>The body's length in bytes; <c>null</c> where the head says none.</summary>
    public long? ContentLength { get; private set; }

    /// <summary>The values of the wanted field, in their order.</summary>
    public IReadOnlyList<string> Values => _values;

    /// <summary>Takes the next bytes; the final response's status code once its head is complete.</summary>
    /// <exception cref="ProbeFailureException">This is not HTTP.</exception>
    public int? Read(ReadOnlySpan<byte> bytes)
    {
        Consumed = 0;
        foreach (var b in bytes)
        {
            Consumed++;
            if (++_bytes > MostBytes)
            {
                throw Refuse($"the answer's head is longer than {MostBytes / 1024} KiB");
            }

            if (b != '\n')
            {
                Append(b);
            }
            else if (EndLine())
            {
                return _statusCode;
            }
        }

        return null;
    }

    private void Append(byte b)
    {
        if (_length < _line.Length)
        {
            _line[_length] = b;
        }

        _length++;
        if (!_isInFields && _length <= "HTTP/".Length && !"HTTP/"u8.StartsWith(Line))
        {
            throw NotHttp();
        }
    }

    private static ReadOnlySpan<byte> Chunked => "chunked"u8;

    private ReadOnlySpan<byte> Line => _line.AsSpan(0, Math.Min(_length, _line.Length));

    /// <summary>True at the end of the final response's head.</summary>
    private bool EndLine()
    {
        var line = Line is [.. var rest, (byte)'\r'] ? rest : Line;
        if (!_isInFields)
        {
            _statusCode = ReadStatusLine(line);
            _isInFields = true;
        }
        else if (line.IsEmpty)
        {
            _isInFields = false;
            if (_statusCode >= 200)
            {
                return true;
            }

            (IsChunked, ContentLength) = (false, null);
            _values.Clear();
        }
        else if (line[0] is not ((byte)' ' or (byte)'\t'))
        {
            ReadField(line);
        }

        _length = 0;
        return false;
    }

    private void ReadField(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon < 1)
        {
            if (_length < _line.Length)
            {
                throw Refuse($"the answer has a malformed field '{Printable.Of(line)}'");
            }

            return;
        }

        var name = line[..colon];
        var value = line[(colon + 1)..].Trim(" \t"u8);
        if (wanted.Length > 0 && Ascii.EqualsIgnoreCase(name, wanted))
        {
            _values.Add(Encoding.Latin1.GetString(value));
        }

        if (Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8))
        {
            // Chunked is always the last coding (RFC 9112, 6.1).
            IsChunked =
                value.Length >= Chunked.Length
                && Ascii.EqualsIgnoreCase(value[^Chunked.Length..], Chunked);
        }
        else if (Ascii.EqualsIgnoreCase(name, "Content-Length"u8))
        {
            ContentLength = long.TryParse(value, NumberStyles.None, null, out var length)
                ? length
                : null;
        }
    }

    private static int ReadStatusLine(ReadOnlySpan<byte> line)
    {
        var isHttp1 = line.StartsWith("HTTP/1.1 "u8) || line.StartsWith("HTTP/1.0 "u8);
        if (
            !isHttp1
            || line.Length < CodeAt + 3
            || !int.TryParse(line.Slice(CodeAt, 3), NumberStyles.None, null, out var code)
            || code is < 100 or > 599
            || (line.Length > CodeAt + 3 && line[CodeAt + 3] != ' ')
        )
        {
            throw Refuse($"the answer has a malformed status line '{Printable.Of(line)}'");
        }

        return code == 101 ? throw Refuse("the answer switches protocols unasked") : code;
    }

    private ProbeFailureException NotHttp() =>
        Refuse($"the answer is not HTTP: it begins with '{Printable.Of(Line)}'");

    private static ProbeFailureException Refuse(string detail) =>
        new(ProbeOutcome.Protocol, detail);
}
