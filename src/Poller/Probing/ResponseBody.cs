using System.Globalization;

namespace LbPlatform.Poller.Probing;

/// <summary>
/// Takes the body of an HTTP/1 response out of its framing as its bytes come (RFC 9112, 6.3): in chunks, by its
/// length, or until the connection ends. Trailers are not looked at.
/// </summary>
internal sealed class ResponseBody
{
    private const int MostDigits = 15;

    private readonly bool _isChunked;
    private readonly bool _endsWithConnection;
    private long _left;
    private int _digits;
    private State _state;

    /// <summary>The body that a head announces.</summary>
    public ResponseBody(ResponseHead head, bool hasBody)
    {
        ArgumentNullException.ThrowIfNull(head);
        _isChunked = hasBody && head.IsChunked;
        _endsWithConnection = hasBody && !_isChunked && head.ContentLength is null;
        _left = _isChunked ? 0 : head.ContentLength ?? 0;
        _state =
            _isChunked ? State.Size
            : hasBody && (_endsWithConnection || _left > 0) ? State.Payload
            : State.End;
    }

    private enum State
    {
        Size,
        RestOfSize,
        Payload,
        RestOfPayload,
        End,
    }

    /// <summary>Whether the body is there as a whole.</summary>
    public bool IsComplete => _state == State.End;

    /// <summary>Whether the end of the connection is the end of the body.</summary>
    public bool MayEndHere => IsComplete || _endsWithConnection;

    /// <summary>Takes the next bytes, handing what is the body's on to the search.</summary>
    /// <exception cref="ProbeFailureException">A chunk is malformed.</exception>
    public void Read(ReadOnlySpan<byte> bytes, BodySearch search)
    {
        ArgumentNullException.ThrowIfNull(search);
        while (!bytes.IsEmpty && !IsComplete)
        {
            bytes = _state == State.Payload ? ReadPayload(bytes, search) : ReadFrame(bytes);
        }
    }

    private ReadOnlySpan<byte> ReadPayload(ReadOnlySpan<byte> bytes, BodySearch search)
    {
        var count = _endsWithConnection ? bytes.Length : (int)Math.Min(bytes.Length, _left);
        search.Append(bytes[..count]);
        if (!_endsWithConnection)
        {
            _left -= count;
            _state =
                _left > 0 ? State.Payload
                : _isChunked ? State.RestOfPayload
                : State.End;
        }

        return bytes[count..];
    }

    private ReadOnlySpan<byte> ReadFrame(ReadOnlySpan<byte> bytes)
    {
        var b = bytes[0];
        switch (_state)
        {
            case State.Size when char.IsAsciiHexDigit((char)b) && _digits < MostDigits:
                _left = (_left << 4) | uint.Parse([(char)b], NumberStyles.AllowHexSpecifier, null);
                _digits++;
                break;
            case State.Size when _digits > 0 && b is (byte)';' or (byte)' ' or (byte)'\r':
                _state = State.RestOfSize;
                break;
            case State.Size or State.RestOfSize when _digits > 0 && b == '\n':
                _state = _left > 0 ? State.Payload : State.End;
                _digits = 0;
                break;
            case State.RestOfSize:
                break;
            case State.RestOfPayload when b == '\n':
                _state = State.Size;
                break;
            case State.RestOfPayload when b == '\r':
                break;
            default:
                throw new ProbeFailureException(
                    ProbeOutcome.Protocol,
                    $"the answer's body has a malformed chunk '{Printable.Of(bytes)}'"
                );
        }

        return bytes[1..];
    }
}
