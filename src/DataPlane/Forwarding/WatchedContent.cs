using System.Net;
using Microsoft.AspNetCore.Http.Features;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>
/// A response's body that sends the head on while the first byte of the body is still awaited, and counts bytes. The
/// head waits for the body otherwise, which an event stream may never begin.
/// </summary>
internal sealed class WatchedContent(
    HttpContent body,
    IHttpResponseBodyFeature? client,
    Exchange exchange
) : HttpContent
{
    protected override async Task<Stream> CreateContentReadStreamAsync(
        CancellationToken cancellationToken
    ) => new WatchedStream(await body.ReadAsStreamAsync(cancellationToken), client, exchange);

    protected override Task<Stream> CreateContentReadStreamAsync() =>
        CreateContentReadStreamAsync(CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        throw new NotSupportedException("A response's body is read, not copied.");

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

    private sealed class WatchedStream(
        Stream inner,
        IHttpResponseBodyFeature? client,
        Exchange exchange
    ) : ReadOnlyStream
    {
        private bool _isHeadSent = client is null;

        public override ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            var read = inner.ReadAsync(buffer, cancellationToken);
            if (read.IsCompletedSuccessfully)
            {
                var count = read.Result;
                exchange.BodyBytes += count;
                // What was there at once goes out together with the head.
                _isHeadSent |= count > 0;
                return new(count);
            }

            return WaitAsync(read.AsTask(), cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }

        private async ValueTask<int> WaitAsync(Task<int> read, CancellationToken cancellationToken)
        {
            if (!_isHeadSent && !read.IsCompleted)
            {
                _isHeadSent = true;
                try
                {
                    await client!.Stream.FlushAsync(cancellationToken);
                }
                catch (Exception failure)
                    when (failure is OperationCanceledException or IOException)
                {
                    // The client is gone. The read below fails for the same reason, and must be awaited anyway.
                }
            }

            var count = await read;
            exchange.BodyBytes += count;
            return count;
        }
    }
}
