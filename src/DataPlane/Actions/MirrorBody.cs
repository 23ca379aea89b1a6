using System.Buffers;
using System.Net;
using LbPlatform.DataPlane.Forwarding;

namespace LbPlatform.DataPlane.Actions;

/// <summary>A request's body on its way to its backend, of which a copy is kept as long as it is short.</summary>
internal sealed class MirrorBody
{
    /// <summary>Longest body that is copied, in bytes.</summary>
    public const int Longest = 64 * 1024;

    private ArrayBufferWriter<byte>? _kept = new();

    /// <summary>What was sent so far; <c>null</c> where that is too much.</summary>
    public byte[]? Sent => _kept?.WrittenSpan.ToArray();

    /// <summary>The body, which is copied while it is sent. A body that is sent again is copied anew.</summary>
    public HttpContent Watch(HttpContent body)
    {
        _kept = new();
        return new Watched(body, this);
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_kept?.WrittenCount + bytes.Length > Longest)
        {
            _kept = null;
        }

        _kept?.Write(bytes);
    }

    private sealed class Watched(HttpContent body, MirrorBody copy) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(
            Stream stream,
            TransportContext? context,
            CancellationToken cancellationToken
        ) => body.CopyToAsync(new Copying(stream, copy), context, cancellationToken);

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
    }

    private sealed class Copying(Stream inner, MirrorBody copy) : WriteOnlyStream
    {
        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            copy.Keep(buffer.Span);
            return inner.WriteAsync(buffer, cancellationToken);
        }

        public override Task FlushAsync(CancellationToken cancellationToken) =>
            inner.FlushAsync(cancellationToken);
    }
}
