using System.Net;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>
/// A request's body on its way to an HTTP/1.1 backend. The client handler reads no answer before it has written the
/// whole body, so that a backend that answers early (413, or one that streams back what it reads) would be answered
/// for with 502, or with a deadlock. Therefore the body goes to the connection past the handler, chunk by chunk as it
/// comes; the handler is told that it is written as soon as an answer begins, and reads that while the rest follows.
/// </summary>
/// <param name="body">The body.</param>
/// <param name="isAskedFor">Whether the client sends it only when it is asked to (Expect: 100-continue).</param>
internal sealed class Upload(HttpContent body, bool isAskedFor) : HttpContent
{
    /// <summary>What the handler writes at the end of a chunked body: the last chunk and no trailer.</summary>
    private static readonly byte[] LastChunk = "0\r\n\r\n"u8.ToArray();

    // Never sent: it only satisfies the handler's count.
    private static readonly byte[] Filler = new byte[64 * 1024];

    private static readonly AsyncLocal<Exchange?> CurrentExchange = new();

    private readonly TaskCompletionSource _answered = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    private BackendStream? _connection;
    private volatile bool _isWhole;

    /// <summary>The body of the request that this flow of control sends.</summary>
    public static Upload? Current => CurrentExchange.Value?.Upload;

    /// <summary>Whether all of it was sent.</summary>
    public bool IsWhole => _isWhole;

    /// <summary>From here on <see cref="Current"/> is the upload of this exchange, until the calling method ends.</summary>
    public static void Enter(Exchange exchange) => CurrentExchange.Value = exchange;

    /// <summary>The head went over this connection; the body follows there.</summary>
    public void Bind(BackendStream connection) => _connection = connection;

    /// <summary>An answer, or the connection's end, has come.</summary>
    public void NoteAnswer() => _answered.TrySetResult();

    /// <summary>The answer is complete: nobody reads the rest of the body. The connection ends if there is a rest.</summary>
    public void Stop(Exchange exchange, HttpContext context)
    {
        if (!_isWhole && _connection is { } connection)
        {
            connection.Dispose();
            if (exchange.Replay is { } replay)
            {
                replay.CancelPendingRead();
            }
            else
            {
                context.Request.BodyReader.CancelPendingRead();
            }
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        await stream.FlushAsync(cancellationToken);
        var connection =
            _connection
            ?? throw new InvalidOperationException("The head of an upload goes over HTTP/1.1.");
        // A client that waits for 100 is not asked for its body where a final answer is there already. Any other sends it in
        // any case, and the backend may want it: one that streams back answers with its head at once.
        if (isAskedFor && connection.IsAnsweredFinally)
        {
            connection.Retire();
        }
        else
        {
            await SendAsync(connection, context, cancellationToken);
        }

        await SatisfyAsync(stream, connection, cancellationToken);
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

    /// <summary>Ends when the body is sent, cannot be sent further, or is being answered.</summary>
    private async Task SendAsync(
        BackendStream connection,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        var sending = CopyAsync(connection, context, cancellationToken);
        if (!sending.IsCompleted)
        {
            connection.WatchForAnswer();
            if (connection.IsAnswered)
            {
                NoteAnswer();
            }

            await Task.WhenAny(sending, _answered.Task);
        }

        if (sending.IsCompleted)
        {
            await sending;
        }
        else
        {
            _ = EndWithAsync(sending, connection);
        }
    }

    private async Task CopyAsync(
        BackendStream connection,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        var output = new BodyStream(connection, Headers.ContentLength is null);
        await body.CopyToAsync(output, context, cancellationToken);
        if (output.IsBroken)
        {
            // It may have answered before it broke: the handler goes on to read.
            connection.Retire();
            return;
        }

        if (Headers.ContentLength is null)
        {
            await connection.SendAsync(LastChunk, cancellationToken);
        }

        _isWhole = true;
    }

    /// <summary>A body that breaks off while its answer is read breaks the connection, lest it look complete.</summary>
    private static async Task EndWithAsync(Task sending, BackendStream connection)
    {
        try
        {
            await sending;
        }
        catch (Exception failure)
            when (failure
                    is IOException
                        or HttpRequestException
                        or OperationCanceledException
                        or ObjectDisposedException
            )
        {
            await connection.DisposeAsync();
        }
    }

    /// <summary>Lets the handler write what it believes to be the body.</summary>
    private async Task SatisfyAsync(
        Stream stream,
        BackendStream connection,
        CancellationToken cancellationToken
    )
    {
        if (Headers.ContentLength is not { } length)
        {
            connection.Ignore(LastChunk.Length);
            return;
        }

        connection.Ignore(length);
        for (var left = length; left > 0; left -= Filler.Length)
        {
            await stream.WriteAsync(
                Filler.AsMemory(0, (int)Math.Min(left, Filler.Length)),
                cancellationToken
            );
        }

        await stream.FlushAsync(cancellationToken);
    }
}
