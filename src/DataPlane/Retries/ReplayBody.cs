using System.Buffers;
using System.IO.Pipelines;
using LbPlatform.DataPlane.Forwarding;

namespace LbPlatform.DataPlane.Retries;

/// <summary>
/// A request's body that can be read again as long as it is short: what one attempt has read is kept for the next. One
/// that gets too long is kept no more, and the request is then sent once.
/// </summary>
/// <param name="inner">The body as it comes.</param>
/// <param name="reader">The same, for who must end a read of it.</param>
/// <param name="mostBytes">Longest body that is kept.</param>
internal sealed class ReplayBody(Stream inner, PipeReader reader, int mostBytes) : ReadOnlyStream
{
    private const int FirstRent = 4096;

    private byte[]? _kept;
    private int _keptCount;
    private int _position;
    private bool _isLost;

    /// <summary>Whether all that was read can be read again.</summary>
    public bool CanRewind => !_isLost;

    /// <summary>The next read begins at the first byte.</summary>
    public void Rewind() => _position = 0;

    /// <summary>Ends a read that waits for the client.</summary>
    public void CancelPendingRead() => reader.CancelPendingRead();

    public override ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        if (_position < _keptCount)
        {
            var count = Math.Min(buffer.Length, _keptCount - _position);
            _kept.AsMemory(_position, count).CopyTo(buffer);
            _position += count;
            return new(count);
        }

        return ReadOnAsync(buffer, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Drop();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadOnAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken
    )
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        Keep(buffer.Span[..count]);
        return count;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_isLost)
        {
            return;
        }

        if (_keptCount + bytes.Length > mostBytes)
        {
            Drop();
            return;
        }

        if (_kept is null || _keptCount + bytes.Length > _kept.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(
                Math.Max(FirstRent, 2 * (_keptCount + bytes.Length))
            );
            _kept.AsSpan(0, _keptCount).CopyTo(larger);
            Return();
            _kept = larger;
        }

        bytes.CopyTo(_kept.AsSpan(_keptCount));
        _keptCount += bytes.Length;
        _position = _keptCount;
    }

    private void Drop()
    {
        _isLost = true;
        _keptCount = 0;
        _position = 0;
        Return();
    }

    private void Return()
    {
        if (_kept is { } kept)
        {
            _kept = null;
            ArrayPool<byte>.Shared.Return(kept);
        }
    }
}
