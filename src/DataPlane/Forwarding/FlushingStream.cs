namespace LbPlatform.DataPlane.Forwarding;

/// <summary>Sends each part at once, not when a buffer is full.</summary>
internal sealed class FlushingStream(Stream inner) : WriteOnlyStream
{
    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        await inner.WriteAsync(buffer, cancellationToken);
        await inner.FlushAsync(cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        inner.FlushAsync(cancellationToken);
}
