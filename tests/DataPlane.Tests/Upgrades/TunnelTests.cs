using System.IO.Pipelines;
using System.Text;
using LbPlatform.DataPlane.Upgrades;

namespace LbPlatform.DataPlane.Tests.Upgrades;

/// <summary>The ends of a tunnel, in an order that the test decides.</summary>
public sealed class TunnelTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly CancellationTokenSource _clientGone = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Side _client = new();
    private readonly Side _backend = new();
    private int _counted;

    [Fact]
    public async Task Client_EndsItsSide_TheBackendMayStillAnswer()
    {
        var tunnel = Run();

        await _client.SayAsync("last");
        Assert.Equal("last", await _backend.HearAsync());
        _client.End();
        await _backend.SayAsync("answer");
        Assert.Equal("answer", await _client.HearAsync());
        _backend.End();

        Assert.Equal(TunnelEnd.ClientEnded, await tunnel.WaitAsync(Eventually.Patience));
        Assert.Equal(6, _counted);
    }

    [Fact]
    public async Task Client_EndsItsSide_TheBackendHasSoLongAndNoLonger()
    {
        var tunnel = Run();
        _client.End();
        await Eventually.HoldsAsync(() => _time.Timers > 0, "the time runs");

        await Eventually.HoldsAsync(
            () =>
            {
                _time.Advance(Tunnel.Linger);
                return tunnel.IsCompleted;
            },
            "the tunnel ends"
        );

        Assert.Equal(TunnelEnd.ClientEnded, await tunnel);
    }

    [Fact]
    public async Task Client_IsGone_WhatItSaidBeforeStillArrives()
    {
        // More than the backend's pipe takes: the rest waits in the tunnel and on the client's side.
        var said = new string('x', 200_000);
        var tunnel = Run();

        var saying = _client.SayAsync(said);
        _client.End();
        await _clientGone.CancelAsync();
        var heard = 0;
        while (heard < said.Length)
        {
            heard += (await _backend.HearAsync()).Length;
        }

        Assert.Equal(said.Length, heard);
        Assert.Equal(TunnelEnd.ClientEnded, await tunnel.WaitAsync(Eventually.Patience));
        await saying;
    }

    [Fact]
    public async Task Client_IsGone_NobodyWaits()
    {
        var tunnel = Run();

        _client.End();
        await _clientGone.CancelAsync();

        Assert.Equal(TunnelEnd.ClientEnded, await tunnel.WaitAsync(Eventually.Patience));
    }

    [Fact]
    public async Task Backend_Ends_TheTunnelEnds()
    {
        var tunnel = Run();

        await _backend.SayAsync("bye");
        _backend.End();

        Assert.Equal(TunnelEnd.BackendEnded, await tunnel.WaitAsync(Eventually.Patience));
        Assert.Equal("bye", await _client.HearAsync());
    }

    [Fact]
    public async Task Side_Breaks_ItIsSaidWhich()
    {
        var tunnel = Run();
        _backend.Break();
        Assert.Equal(TunnelEnd.BackendBroke, await tunnel.WaitAsync(Eventually.Patience));

        var (client, backend) = (new Side(), new Side());
        var other = new Tunnel(
            client,
            backend,
            false,
            TimeSpan.Zero,
            _time,
            static _ => { }
        ).RunAsync(default);
        client.Break();
        Assert.Equal(TunnelEnd.ClientBroke, await other.WaitAsync(Eventually.Patience));
    }

    [Fact]
    public async Task Silence_EndsIt_BytesInEitherDirectionDoNot()
    {
        var tunnel = Run(TimeSpan.FromSeconds(60));

        _time.Advance(TimeSpan.FromSeconds(50));
        await _client.SayAsync("ping");
        await _backend.HearAsync();
        _time.Advance(TimeSpan.FromSeconds(50));
        await _backend.SayAsync("pong");
        await _client.HearAsync();
        _time.Advance(TimeSpan.FromSeconds(50));
        Assert.False(tunnel.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(TunnelEnd.Idle, await tunnel.WaitAsync(Eventually.Patience));
    }

    [Fact]
    public async Task Closing_BetweenFrames_BothSidesAreToldAndNothingFollows()
    {
        var tunnel = Run(isWebSocket: true);
        await _backend.SayAsync("\u0001\u0002hi");
        Assert.Equal("\u0001\u0002hi", await _client.HearAsync());

        await _closing.CancelAsync();

        Assert.Equal([0x88, 0x02, 0x03, 0xE9], await _client.HearBytesAsync());
        var frame = await _backend.HearBytesAsync();
        Assert.Equal([0x88, 0x82], frame[..2]);
        Assert.Equal([0x03, 0xE9], new[] { frame[6] ^ frame[2], frame[7] ^ frame[3] });
        _backend.End();
        Assert.Equal(TunnelEnd.Drained, await tunnel.WaitAsync(Eventually.Patience));
    }

    [Fact]
    public async Task Closing_WithinAFrame_TheFrameIsFinishedFirst()
    {
        var tunnel = Run(isWebSocket: true);
        await _backend.SayAsync("\u0001\u0004he");
        Assert.Equal("\u0001\u0004he", await _client.HearAsync());

        await _closing.CancelAsync();
        await _backend.HearBytesAsync();
        await _backend.SayAsync("y!\u0001\u0001x");

        Assert.Equal("y!"u8.ToArray(), await _client.HearBytesAsync(2));
        Assert.Equal([0x88, 0x02, 0x03, 0xE9], await _client.HearBytesAsync());
        _backend.End();
        Assert.Equal(TunnelEnd.Drained, await tunnel.WaitAsync(Eventually.Patience));
    }

    [Fact]
    public async Task Closing_NobodySaysGoodbye_ItEndsAllTheSame()
    {
        var tunnel = Run(isWebSocket: true);
        await _closing.CancelAsync();
        await Eventually.HoldsAsync(() => _time.Timers > 0, "the time runs");

        await Eventually.HoldsAsync(
            () =>
            {
                _time.Advance(Tunnel.Goodbye);
                return tunnel.IsCompleted;
            },
            "the tunnel ends"
        );

        Assert.Equal(TunnelEnd.Drained, await tunnel);
    }

    [Fact]
    public async Task Closing_AnotherProtocol_EndsWithoutABytePutIn()
    {
        var tunnel = Run();

        await _closing.CancelAsync();

        Assert.Equal(TunnelEnd.Drained, await tunnel.WaitAsync(Eventually.Patience));
        Assert.False(_client.HasHeard);
    }

    private Task<TunnelEnd> Run(TimeSpan idleTimeout = default, bool isWebSocket = false) =>
        new Tunnel(
            _client,
            _backend,
            isWebSocket,
            idleTimeout,
            _time,
            count => _counted += count
        ).RunAsync(_clientGone.Token, _closing.Token);

    /// <summary>One side's connection, as the tunnel holds it; the test is its peer.</summary>
    private sealed class Side : Stream
    {
        private readonly Pipe _said = new();
        private readonly Pipe _heard = new();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public async Task SayAsync(string text) =>
            await _said.Writer.WriteAsync(Encoding.ASCII.GetBytes(text));

        public void End() => _said.Writer.Complete();

        public void Break() => _said.Writer.Complete(new IOException("It broke."));

        public bool HasHeard => _heard.Reader.TryRead(out var read) && !read.Buffer.IsEmpty;

        public async Task<byte[]> HearBytesAsync(int most = int.MaxValue)
        {
            var read = await _heard.Reader.ReadAsync().AsTask().WaitAsync(Eventually.Patience);
            var heard = read.Buffer.Slice(0, Math.Min(most, read.Buffer.Length));
            var bytes = System.Buffers.BuffersExtensions.ToArray(heard);
            _heard.Reader.AdvanceTo(heard.End);
            return bytes;
        }

        public async Task<string> HearAsync()
        {
            var read = await _heard.Reader.ReadAsync().AsTask().WaitAsync(Eventually.Patience);
            var text = Encoding.ASCII.GetString(read.Buffer);
            _heard.Reader.AdvanceTo(read.Buffer.End);
            return text;
        }

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            var read = await _said.Reader.ReadAsync(cancellationToken);
            var count = (int)Math.Min(buffer.Length, read.Buffer.Length);
            var taken = read.Buffer.Slice(0, count);
            System.Buffers.BuffersExtensions.CopyTo(taken, buffer.Span);
            _said.Reader.AdvanceTo(taken.End);
            return count;
        }

        public override async ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer,
            CancellationToken cancellationToken = default
        ) => await _heard.Writer.WriteAsync(buffer, cancellationToken);

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) =>
            throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) =>
            throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) =>
            throw new NotSupportedException();
    }
}
