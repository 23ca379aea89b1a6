using System.Buffers;
using System.Globalization;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>Writes a request's body to its connection, each part at once, as chunks where it has no length.</summary>
internal sealed class BodyStream(BackendStream connection, bool isChunked) : WriteOnlyStream
{
    // Eight hexadecimal digits and two line ends.
    private const int MostFraming = 12;

    /// <summary>Whether the backend takes no more.</summary>
    public bool IsBroken { get; private set; }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        if (buffer.IsEmpty)
        {
            return;
        }

        try
        {
            await (
                isChunked
                    ? WriteChunkAsync(buffer, cancellationToken)
                    : connection.SendAsync(buffer, cancellationToken)
            );
        }
        catch
        {
            // Whatever it was: a body with a hole must not be ended as if it were whole.
            IsBroken = true;
            throw;
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async ValueTask WriteChunkAsync(
        ReadOnlyMemory<byte> data,
        CancellationToken cancellationToken
    )
    {
        var chunk = ArrayPool<byte>.Shared.Rent(data.Length + MostFraming);
        try
        {
            _ = data.Length.TryFormat(chunk, out var at, "X", CultureInfo.InvariantCulture);
            "\r\n"u8.CopyTo(chunk.AsSpan(at));
            data.Span.CopyTo(chunk.AsSpan(at + 2));
            "\r\n"u8.CopyTo(chunk.AsSpan(at + 2 + data.Length));
            await connection.SendAsync(
                chunk.AsMemory(0, at + 2 + data.Length + 2),
                cancellationToken
            );
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
