namespace LbPlatform.DataPlane.Upgrades;

/// <summary>
/// Knows where in a stream of WebSocket frames (RFC 6455, 5.2) it is, from the bytes that pass, without keeping any: between
/// two frames a frame of ours may be put in.
/// </summary>
internal sealed class FrameTracker
{
    private const int ShortHeader = 2;
    private const int Mask = 4;
    private const byte Close = 0x8;

    private int _headerRead;
    private int _headerLength = ShortHeader;
    private int _lengthBytes;
    private ulong _payloadLeft;
    private ulong _pending;

    /// <summary>Whether nothing of a frame is on its way.</summary>
    public bool IsBetween => _headerRead == 0 && _payloadLeft == 0;

    /// <summary>Whether a Close frame has begun: nothing may follow it.</summary>
    public bool HasClosed { get; private set; }

    /// <summary>
    /// Goes on over <paramref name="bytes"/>, with <paramref name="toBoundary"/> only to the end of the frame that is on its
    /// way; answers how many that are.
    /// </summary>
    public int Advance(ReadOnlySpan<byte> bytes, bool toBoundary = false)
    {
        var at = 0;
        while (at < bytes.Length && !(toBoundary && IsBetween))
        {
            if (_payloadLeft > 0)
            {
                var step = (int)Math.Min(_payloadLeft, (ulong)(bytes.Length - at));
                _payloadLeft -= (ulong)step;
                at += step;
            }
            else
            {
                ReadHeader(bytes[at++]);
            }
        }

        return at;
    }

    private void ReadHeader(byte next)
    {
        switch (_headerRead++)
        {
            case 0:
                _pending = 0;
                HasClosed |= (next & 0xF) == Close;
                return;
            case 1:
                var length = next & 0x7F;
                _lengthBytes =
                    length == 127 ? 8
                    : length == 126 ? 2
                    : 0;
                _pending = _lengthBytes == 0 ? (ulong)length : 0;
                _headerLength = ShortHeader + _lengthBytes + ((next & 0x80) != 0 ? Mask : 0);
                break;
            default:
                if (_headerRead <= ShortHeader + _lengthBytes)
                {
                    _pending = (_pending << 8) | next;
                }

                break;
        }

        if (_headerRead == _headerLength)
        {
            _payloadLeft = _pending;
            _headerRead = 0;
            _headerLength = ShortHeader;
        }
    }
}
