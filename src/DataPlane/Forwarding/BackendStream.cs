using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>
/// An HTTP/1.1 connection to a backend, as the client handler writes and reads it. It adds what the handler lacks: a
/// request's body goes around the handler (see <see cref="Upload"/>), so that an answer that begins before the body
/// has ended is read at once; and it tells a connection that had ended while idle from one that broke, and leaves it to
/// <see cref="RetryRules"/> whether the request is sent again. And it gives others their <see cref="Turn"/>.
/// </summary>
internal sealed class BackendStream(Stream inner) : ReadOnlyStream
{
    private const int StatusStart = 9;
    private const int StatusEnd = 12;
    private const int FirstFinalStatus = 200;
    private const int SwitchingProtocols = 101;

    private Upload? _upload;
    private Task? _watch;
    private Turn _readTurn;
    private Turn _sendTurn;
    private long _toIgnore;
    private bool _wasRead;
    private bool _wasIdle;
    private int _status;
    private volatile int _answerBytes;
    private volatile bool _isReading;
    private volatile bool _isSpent;

    public override bool CanWrite => true;

    /// <summary>Whether bytes of an answer to the current request have come.</summary>
    public bool IsAnswered => _answerBytes > 0;

    /// <summary>Whether the answer that has begun is a final one, not a 1xx.</summary>
    public bool IsAnsweredFinally => _answerBytes >= StatusEnd && _status >= FirstFinalStatus;

    private bool IsTunnel => _answerBytes >= StatusEnd && _status == SwitchingProtocols;

    private bool MayBeStale => _wasIdle && _answerBytes == 0;

    /// <summary>What the handler writes: a request's head, or what <see cref="Ignore"/> told of.</summary>
    public override ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        if (_toIgnore > 0)
        {
            _toIgnore -= buffer.Length;
            return _toIgnore >= 0
                ? ValueTask.CompletedTask
                : throw new IOException("The client handler wrote more than was foretold.");
        }

        if (IsTunnel)
        {
            return SendAsync(buffer, cancellationToken);
        }

        BeginRequest();
        var write = inner.WriteAsync(buffer, cancellationToken);
        return write.IsCompletedSuccessfully || !_wasIdle ? write : WaitAsync(write);
    }

    /// <summary>Sends bytes of a body, framed already.</summary>
    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var write = inner.WriteAsync(bytes, cancellationToken);
        return _sendTurn.Ends(bytes.Length) ? YieldAsync(write) : write;
    }

    /// <summary>The next <paramref name="count"/> bytes that the handler writes were sent by other means, or never will be.</summary>
    public void Ignore(long count) => _toIgnore = count;

    /// <summary>Tells the upload as soon as bytes come, also where the handler is not reading.</summary>
    public void WatchForAnswer()
    {
        if (!_isReading && !IsAnswered)
        {
            _watch = WatchAsync();
        }
    }

    /// <summary>No further request goes over this connection; what it still brings can be read.</summary>
    public void Retire() => _isSpent = true;

    public override ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        if (_watch is { IsCompleted: false } watch)
        {
            return ReadAfterAsync(watch, buffer, cancellationToken);
        }

        _wasRead = true;
        _isReading = true;
        var read = inner.ReadAsync(buffer, cancellationToken);
        if (!read.IsCompletedSuccessfully)
        {
            return WaitAsync(read, buffer);
        }

        var count = Note(read.Result, buffer.Span);
        return _readTurn.Ends(count) ? YieldAsync(count) : new(count);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        inner.FlushAsync(cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _isSpent = true;
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Makes ready for the next request's head.</summary>
    /// <exception cref="StaleConnectionException">The connection cannot carry another request.</exception>
    private void BeginRequest()
    {
        // The handler reads ahead on an idle connection: what that read brought, be it bytes or the end, answers nobody's
        // request. And it may take a connection whose answer was complete before its request in the very moment before
        // that is closed.
        if (_isSpent || _upload is { IsWhole: false } || (_wasRead && !_isReading))
        {
            Dispose();
            throw new StaleConnectionException(false, "The idle connection had ended.");
        }

        _wasIdle = _isReading;
        _answerBytes = 0;
        _status = 0;
        _watch = null;
        _upload = Upload.Current;
        _upload?.Bind(this);
    }

    private static async ValueTask WaitAsync(ValueTask write)
    {
        try
        {
            await write;
        }
        catch (IOException failure)
        {
            throw new StaleConnectionException(true, "The idle connection ended.", failure);
        }
    }

    private async Task WatchAsync()
    {
        try
        {
            // A read into nothing ends when there is something.
            var count = await inner.ReadAsync(Memory<byte>.Empty);
            Debug.Assert(count == 0);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            // The handler's own read will meet it.
        }

        _upload?.NoteAnswer();
    }

    private async ValueTask<int> ReadAfterAsync(
        Task watch,
        Memory<byte> buffer,
        CancellationToken cancellationToken
    )
    {
        await watch.WaitAsync(cancellationToken);
        return await ReadAsync(buffer, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAsync(ValueTask<int> read, Memory<byte> buffer)
    {
        try
        {
            return Note(await read, buffer.Span);
        }
        catch (Exception failure)
            when (failure is IOException and not StaleConnectionException && MayBeStale)
        {
            throw new StaleConnectionException(true, "The idle connection was reset.", failure);
        }
        finally
        {
            _isReading = false;
            _upload?.NoteAnswer();
        }
    }

    private static async ValueTask YieldAsync(ValueTask write)
    {
        await write;
        await Task.Yield();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<int> YieldAsync(int count)
    {
        await Task.Yield();
        return count;
    }

    private int Note(int count, ReadOnlySpan<byte> buffer)
    {
        _isReading = false;
        if (count == 0 && !buffer.IsEmpty && _answerBytes == 0)
        {
            // As a mere end of file the handler would take it for leave to send again, whatever it is.
            throw MayBeStale
                ? new StaleConnectionException(true, "The idle connection ended.")
                : new HttpIOException(
                    HttpRequestError.ResponseEnded,
                    "The backend ended a new connection without an answer."
                );
        }

        if (_answerBytes < StatusEnd)
        {
            ReadStatus(buffer[..count]);
        }

        return count;
    }

    private void ReadStatus(ReadOnlySpan<byte> bytes)
    {
        var seen = _answerBytes;
        foreach (var value in bytes)
        {
            if (seen == StatusEnd)
            {
                break;
            }

            _status = seen++ < StatusStart ? 0 : (_status * 10) + (value - '0');
        }

        _answerBytes = seen;
    }
}
