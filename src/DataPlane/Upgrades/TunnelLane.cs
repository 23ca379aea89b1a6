using System.Security.Cryptography;

namespace LbPlatform.DataPlane.Upgrades;

/// <summary>
/// One direction of a switched connection, as it is written to. Where WebSocket is spoken, it can be told to close: between
/// two frames it says 1001, going away (RFC 6455, 7.4.1), and nothing after that.
/// </summary>
/// <param name="to">Where the bytes go.</param>
/// <param name="isWebSocket">Whether they are frames of WebSocket.</param>
/// <param name="isMasked">Whether frames are masked on this way, as those to a server are.</param>
internal sealed class TunnelLane(Stream to, bool isWebSocket, bool isMasked) : IDisposable
{
    private const int MaskLength = 4;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly FrameTracker _frames = new();
    private bool _isClosing;
    private bool _isClosed;

    /// <summary>Writes what came from the other side; answers how much of it went on.</summary>
    public async ValueTask<int> WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        if (!isWebSocket)
        {
            await to.WriteAsync(bytes, stop);
            await to.FlushAsync(stop);
            return bytes.Length;
        }

        await _turn.WaitAsync(stop);
        try
        {
            if (_isClosed)
            {
                return 0;
            }

            var length = _frames.Advance(bytes.Span, _isClosing);
            await to.WriteAsync(bytes[..length], stop);
            await to.FlushAsync(stop);
            await EndAsync(stop);
            return length;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Closes this way as soon as the frame on its way is through. False where it is broken; never throws.
    /// </summary>
    public async Task<bool> CloseAsync(CancellationToken stop)
    {
        try
        {
            await _turn.WaitAsync(stop);
            try
            {
                _isClosing = true;
                await EndAsync(stop);
                return true;
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (Exception)
        {
            // Streams of three libraries: each breaks with exceptions of its own.
            return false;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async ValueTask EndAsync(CancellationToken stop)
    {
        if (!_isClosing || _isClosed || !_frames.IsBetween)
        {
            return;
        }

        _isClosed = true;
        if (!_frames.HasClosed)
        {
            await to.WriteAsync(GoingAway(), stop);
            await to.FlushAsync(stop);
        }
    }

    /// <summary>A Close frame with status 1001.</summary>
    private byte[] GoingAway()
    {
        byte[] status = [0x03, 0xE9];
        if (!isMasked)
        {
            return [0x88, 0x02, .. status];
        }

        var mask = RandomNumberGenerator.GetBytes(MaskLength);
        return [0x88, 0x82, .. mask, (byte)(status[0] ^ mask[0]), (byte)(status[1] ^ mask[1])];
    }
}
