using System.Net;
using System.Net.Sockets;
using System.Text;
using LbPlatform.DataPlane.Forwarding;

namespace LbPlatform.DataPlane.Tests.Forwarding;

/// <summary>A connection and its backend, used as the client handler uses it: it reads ahead before it writes again.</summary>
public sealed class BackendStreamTests : IDisposable
{
    private readonly Socket _backend;
    private readonly BackendStream _stream;
    private readonly byte[] _buffer = new byte[1024];

    public BackendStreamTests()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var proxy = new Socket(SocketType.Stream, ProtocolType.Tcp);
        proxy.Connect(listener.LocalEndpoint);
        _backend = listener.AcceptSocket();
        _stream = new(new NetworkStream(proxy, ownsSocket: true));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("")]
    public async Task Head_SomethingCameWhileIdle_IsNotSent(string unasked)
    {
        await ExchangeAsync();
        var ahead = _stream.ReadAsync(_buffer).AsTask();
        Speak(unasked);
        Assert.Equal(unasked.Length, await ahead.WaitAsync(Eventually.Patience));

        var failure = await Assert.ThrowsAsync<StaleConnectionException>(SendHeadAsync);

        Assert.False(failure.WasSent);
    }

    [Fact]
    public async Task Answer_UsedConnectionEndsInstead_IsStale()
    {
        await ExchangeAsync();
        var ahead = _stream.ReadAsync(_buffer).AsTask();
        await SendHeadAsync();
        Speak("");

        var failure = await Assert.ThrowsAsync<StaleConnectionException>(() => ahead);

        Assert.True(failure.WasSent);
    }

    [Fact]
    public async Task Answer_NewConnectionEndsInstead_IsAFailureThatTheHandlerDoesNotRepeat()
    {
        await SendHeadAsync();
        Speak("");

        await Assert.ThrowsAsync<HttpIOException>(() => _stream.ReadAsync(_buffer).AsTask());
    }

    [Fact]
    public async Task Tunnel_AfterASwitch_IsLeftAlone()
    {
        await SendHeadAsync();
        Speak("HTTP/1.1 101 Switching Protocols\r\n\r\n");
        Assert.True(await _stream.ReadAsync(_buffer) > 0);
        await SendHeadAsync();
        await SendHeadAsync();
        Speak("");

        Assert.Equal(0, await _stream.ReadAsync(_buffer));
    }

    [Fact]
    public async Task Moves_NeverWaitFor_GiveOthersTheirTurn()
    {
        await using var stream = new BackendStream(new EndlessStream());
        var buffer = new byte[16 * 1024];

        var reads = CountUntilOthersHadTheirTurn(() => stream.ReadAsync(buffer).AsTask());
        var sends = CountUntilOthersHadTheirTurn(() => stream.SendAsync(buffer, default).AsTask());

        Assert.Equal((16, 16), (reads, sends));
        Assert.Equal(Turn.MaxBytes, 16 * buffer.Length);
    }

    private static int CountUntilOthersHadTheirTurn(Func<Task> move)
    {
        var others = new Others();
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(others);
        try
        {
            var count = 0;
            do
            {
                _ = move();
                count++;
            } while (others.Turns == 0 && count < 1000);

            return count;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    [Fact]
    public async Task Ignored_BytesOfTheHandler_AreNotSent_AndNoneBeyond()
    {
        await SendHeadAsync();
        _stream.Ignore(4);

        await _stream.WriteAsync("abc"u8.ToArray());

        await Assert.ThrowsAsync<IOException>(async () =>
            await _stream.WriteAsync("de"u8.ToArray())
        );
        Assert.Equal("head", Heard());
    }

    public void Dispose()
    {
        _backend.Dispose();
        _stream.Dispose();
    }

    private async Task ExchangeAsync()
    {
        await SendHeadAsync();
        Speak("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        Assert.True(await _stream.ReadAsync(_buffer) > 0);
    }

    private async Task SendHeadAsync() => await _stream.WriteAsync("head"u8.ToArray());

    /// <summary>The backend sends this, or, where it is nothing, ends.</summary>
    private void Speak(string text)
    {
        if (text.Length == 0)
        {
            _backend.Shutdown(SocketShutdown.Send);
        }
        else
        {
            _backend.Send(Encoding.Latin1.GetBytes(text));
        }
    }

    private string Heard()
    {
        var bytes = new byte[1024];
        return Encoding.Latin1.GetString(bytes, 0, _backend.Receive(bytes));
    }

    /// <summary>Whoever else has work: what yields to them waits for good.</summary>
    private sealed class Others : SynchronizationContext
    {
        public int Turns { get; private set; }

        public override void Post(SendOrPostCallback d, object? state) => Turns++;
    }

    /// <summary>A backend that is faster than we: everything is there, and everything is taken.</summary>
    private sealed class EndlessStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        ) => new(buffer.Length);

        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer,
            CancellationToken cancellationToken = default
        ) => ValueTask.CompletedTask;
    }
}
