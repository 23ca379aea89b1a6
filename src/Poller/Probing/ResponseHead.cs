using System.Text;

namespace LbPlatform.Poller.Probing;

/// <summary>
/// Reads the head of an HTTP/1.0 or HTTP/1.1 response as its bytes come, keeping nothing but the status code.
/// Interim responses (1xx) are skipped. The status line is read strictly (RFC 9112 section 4); a line may end in
/// LF alone (section 2.2).
/// </summary>
internal sealed class ResponseHead
{
    /// <summary>Most bytes of all heads together, those of interim responses included.</summary>
    public const int MostBytes = 32 * 1024;

    /// <summary>Longest line whose text is looked at; of a longer one, the rest is only counted.</summary>
    private const int LongestLine = 256;

    private const int ShownBytes = 24;
    private const int CodeAt = 9;

    private readonly byte[] _line = new byte[LongestLine];
    private int _length;
    private int _bytes;
    private bool _isInFields;
    private int _statusCode;

    /// <summary>Whether any byte has come.</summary>
    public bool HasBegun => _bytes > 0;

    /// <summary>Takes the next bytes; the final response's status code once its head is complete.</summary>
    /// <exception cref="ProbeFailureException">This is not HTTP.</exception>
    public int? Read(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
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
        if (_length < LongestLine)
        {
            _line[_length] = b;
        }

        _length++;
        if (!_isInFields && _length <= "HTTP/".Length && !"HTTP/"u8.StartsWith(Line))
        {
            throw NotHttp();
        }
    }

    private ReadOnlySpan<byte> Line => _line.AsSpan(0, Math.Min(_length, LongestLine));

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
        }
        else if (line[0] is not ((byte)' ' or (byte)'\t') && line.IndexOf((byte)':') < 1)
        {
            if (_length < LongestLine)
            {
                throw Refuse($"the answer has a malformed field '{Show(line)}'");
            }
        }

        _length = 0;
        return false;
    }

    private static int ReadStatusLine(ReadOnlySpan<byte> line)
    {
        var isHttp1 = line.StartsWith("HTTP/1.1 "u8) || line.StartsWith("HTTP/1.0 "u8);
        if (
            !isHttp1
            || line.Length < CodeAt + 3
            || !int.TryParse(
                line.Slice(CodeAt, 3),
                System.Globalization.NumberStyles.None,
                null,
                out var code
            )
            || code is < 100 or > 599
            || (line.Length > CodeAt + 3 && line[CodeAt + 3] != ' ')
        )
        {
            throw Refuse($"the answer has a malformed status line '{Show(line)}'");
        }

        return code == 101 ? throw Refuse("the answer switches protocols unasked") : code;
    }

    private ProbeFailureException NotHttp() =>
        Refuse($"the answer is not HTTP: it begins with '{Show(Line)}'");

    private static ProbeFailureException Refuse(string detail) =>
        new(ProbeOutcome.Protocol, detail);

    private static string Show(ReadOnlySpan<byte> bytes)
    {
        var shown = new StringBuilder();
        foreach (var b in bytes[..Math.Min(bytes.Length, ShownBytes)])
        {
            if (b is >= 0x20 and < 0x7f)
            {
                shown.Append((char)b);
            }
            else
            {
                shown.Append($"\\x{b:x2}");
            }
        }

        return shown.ToString();
    }
}
