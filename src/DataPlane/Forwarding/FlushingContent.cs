using System.Net;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>A request's body that reaches the backend chunk by chunk as it comes, not when a buffer is full.</summary>
internal sealed class FlushingContent(HttpContent body) : HttpContent
{
    private bool _isUsedUp;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    // The client handler sends a request again by itself where the backend said that it has not looked at it (HTTP/2
    // REFUSED_STREAM, or GOAWAY with a lower stream); a body that streams cannot follow.
    // Not wrapped in a method of its own: the token must reach the body unchanged, it tells HTTP/1.1 from HTTP/2 by it.
    protected override Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        if (_isUsedUp)
        {
            throw new BackendRefusedException();
        }

        _isUsedUp = true;
        return body.CopyToAsync(new FlushingStream(stream), context, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
        }

        base.Dispose(disposing);
    }

    private sealed class FlushingStream(Stream inner) : WriteOnlyStream
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
}
