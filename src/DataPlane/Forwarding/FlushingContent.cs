using System.Buffers;
using System.Net;
using System.Runtime.ExceptionServices;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>
/// A request's body that reaches an HTTP/2 backend chunk by chunk as it comes, not when a buffer is full. A short one is
/// kept as well: the client handler sends a request again by itself where the backend said that it has not looked
/// at it (REFUSED_STREAM, or GOAWAY below its stream), as servers do that end their connections now and then.
/// </summary>
internal sealed class FlushingContent(HttpContent body) : RequestContent
{
    /// <summary>Longest body that is kept, in bytes.</summary>
    public const int LongestKept = 64 * 1024;

    private byte[]? _whole;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        if (HasBegun)
        {
            await stream.WriteAsync(
                _whole ?? throw new BackendRefusedException(),
                cancellationToken
            );
            return;
        }

        // Sends the head. Where that fails, nothing of the body is used up yet.
        await stream.FlushAsync(cancellationToken);
        HasBegun = true;
        var sent = new FlushingStream(stream);
        // The token must reach the body unchanged, it tells HTTP/1.1 from HTTP/2 by it.
        await body.CopyToAsync(sent, context, cancellationToken);
        // The body keeps the failure to itself; the client handler tells by it whether the request may be sent again.
        sent.Failure?.Throw();
        _whole = sent.Whole;
        IsWhole = true;
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
        private ArrayBufferWriter<byte>? _kept = new();

        /// <summary>Why sending failed; <c>null</c> where it did not.</summary>
        public ExceptionDispatchInfo? Failure { get; private set; }

        /// <summary>All that was sent; <c>null</c> where that is too much.</summary>
        public byte[]? Whole => _kept?.WrittenSpan.ToArray();

        public override async ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            Keep(buffer.Span);
            try
            {
                await inner.WriteAsync(buffer, cancellationToken);
                await inner.FlushAsync(cancellationToken);
            }
            catch (Exception failure)
            {
                Failure = ExceptionDispatchInfo.Capture(failure);
                throw;
            }
        }

        public override Task FlushAsync(CancellationToken cancellationToken) =>
            inner.FlushAsync(cancellationToken);

        private void Keep(ReadOnlySpan<byte> bytes)
        {
            if (_kept?.WrittenCount + bytes.Length > LongestKept)
            {
                _kept = null;
            }

            _kept?.Write(bytes);
        }
    }
}
