using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.DataPlane.Listeners;
using LbPlatform.DataPlane.Protection;
using LbPlatform.DataPlane.Tests.Support;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace LbPlatform.DataPlane.Tests.Listeners;

/// <summary>What a client of HTTP/2 may do to us, frame by frame; a good client is answered meanwhile.</summary>
public sealed class Http2BoundsTests
{
    private const int InternalError = 2;
    private const int RefusedStream = 7;
    private const int EnhanceYourCalm = 11;
    private readonly int _port = FreePort.Next();

    [Fact]
    public void Set_Limits_AreOurs()
    {
        var limits = new Http2Limits();

        Http2Bounds.Set(limits);

        Assert.Equal(Http2Bounds.PingDelay, limits.KeepAlivePingDelay);
        Assert.Equal(Http2Bounds.PingTimeout, limits.KeepAlivePingTimeout);
        Assert.Equal(Http2Bounds.Field, limits.MaxRequestHeaderFieldSize);
    }

    [Fact]
    public async Task Connect_Settings_SayWhatAClientMayDo()
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync(origin);
        using var client = await Http2Client.ConnectAsync(_port);

        var settings = (await client.ReadUntilAsync(static f => f.Type == Http2Client.Settings))
            .Last()
            .Settings;

        Assert.Equal((uint)Http2Bounds.Streams, settings[3]);
        Assert.Equal((uint)Http2Bounds.StreamWindow, settings[4]);
        Assert.Equal((uint)new LimitsOptions().MaxHeadBytes, settings[6]);
    }

    [Fact]
    public async Task Requests_MoreThanStreams_AreRefusedAloneAndTheRestGoesOn()
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync(origin);
        using var client = await Http2Client.ConnectAsync(_port);
        for (var n = 0; n <= Http2Bounds.Streams; n++)
        {
            await client.SendAsync(
                Http2Client.HeadersFrame,
                Http2Client.EndHeaders,
                (2 * n) + 1,
                Http2Client.Request(method: "POST")
            );
        }

        var refused = (await client.ReadUntilAsync(static f => f.Type == Http2Client.Reset)).Last();
        await client.SendAsync(Http2Client.Data, Http2Client.EndStream, 1, [1]);
        var answered = await client.ReadUntilAsync(static f => f.Stream == 1 && f.IsLast);

        Assert.Equal(
            ((2 * Http2Bounds.Streams) + 1, RefusedStream),
            (refused.Stream, refused.Error)
        );
        Assert.Contains(answered, static frame => frame.Stream == 1 && frame.IsOk);
    }

    [Fact]
    public async Task RapidReset_IsCutOffAndLeavesNothingBehind()
    {
        var release = new TaskCompletionSource();
        await using var origin = new Origin(async exchange =>
        {
            if (exchange.RequestLine.Contains("slow", StringComparison.Ordinal))
            {
                await release.Task;
            }

            await exchange.AnswerAsync("ok");
        });
        await using var plane = await StartAsync(origin);
        using var attacker = await Http2Client.ConnectAsync(_port);
        var reading = attacker.ReadUntilAsync(static f => f.Type == Http2Client.GoAway);

        await FloodAsync(
            attacker,
            10_000,
            static n =>
                [
                    .. Http2Client.Frame(
                        Http2Client.HeadersFrame,
                        Http2Client.EndHeaders | Http2Client.EndStream,
                        (2 * n) + 1,
                        Http2Client.Request("/slow")
                    ),
                    .. Http2Client.Frame(Http2Client.Reset, 0, (2 * n) + 1, [0, 0, 0, 8]),
                ]
        );
        await ServesAsync();
        release.SetResult();

        var last = (await reading).LastOrDefault();
        if (last is { Type: Http2Client.GoAway })
        {
            // Two bounds of the server may be met first: that of streams which it keeps track of, and, where its writer gets less
            // of the processor than its reader, that of streams which wait for their end to be written. Mostly the reset
            // of the connection overtakes the frame.
            Assert.Contains(last.Error, (int[])[EnhanceYourCalm, InternalError]);
        }

        await Eventually.HoldsAsync(
            () => plane.Services.GetRequiredService<ActiveRequests>().Count == 0,
            "no request is left"
        );
        Assert.True(origin.Heads.Count < 1_000, $"{origin.Heads.Count} reached the backend");
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(0)]
    public async Task ContinuationFlood_IsBounded(int size)
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync(origin);
        using var attacker = await Http2Client.ConnectAsync(_port);
        await attacker.SendAsync(
            Http2Client.HeadersFrame,
            Http2Client.EndStream,
            1,
            Http2Client.Request()
        );
        var field =
            size == 0 ? Array.Empty<byte>() : Http2Client.Fields(("x", new string('x', size)));

        await FloodAsync(
            attacker,
            10_000,
            _ => Http2Client.Frame(Http2Client.Continuation, 0, 1, field)
        );

        await ServesAsync();
        Assert.Single(origin.Heads);
        if (size > 0)
        {
            var frames = await attacker.ReadUntilAsync(static f => f.Type == Http2Client.GoAway);
            Assert.DoesNotContain(frames, static frame => frame.IsOk);
        }
    }

    [Theory]
    [InlineData(Http2Client.Ping, 8)]
    [InlineData(Http2Client.Settings, 6)]
    [InlineData(Http2Client.WindowUpdate, 4)]
    [InlineData(200, 16)]
    public async Task ControlFlood_NobodyReadsTheAnswers_HoldsUpNobody(byte type, int length)
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync(origin);
        using var attacker = await Http2Client.ConnectAsync(_port);
        var payload = new byte[length];
        payload[^1] = type == Http2Client.WindowUpdate ? (byte)1 : (byte)0;
        payload[1] = type == Http2Client.Settings ? (byte)4 : (byte)0;

        await FloodAsync(attacker, 200_000, _ => Http2Client.Frame(type, 0, 0, payload));

        await ServesAsync();
    }

    [Fact]
    public async Task Load_ByH2load_IsAnsweredWithoutAnError()
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync(origin);

        var output = await Tool.RunAsync(
            "h2load",
            "--requests=2000",
            "--clients=10",
            "--max-concurrent-streams=20",
            $"http://127.0.0.1:{_port}/"
        );

        Assert.Contains("2000 succeeded, 0 failed, 0 errored", output, StringComparison.Ordinal);
        Assert.Contains("2000 2xx", output, StringComparison.Ordinal);
    }

    /// <summary>Sends until all is sent, or the server has enough of it.</summary>
    private static async Task FloodAsync(Http2Client client, int count, Func<int, byte[]> frames)
    {
        try
        {
            using var patience = new CancellationTokenSource(
                TimeSpan.FromSeconds(3),
                TimeProvider.System
            );
            foreach (var part in Enumerable.Range(0, count).Chunk(500))
            {
                await client.Stream.WriteAsync(part.SelectMany(frames).ToArray(), patience.Token);
            }
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            // It was cut off, or nobody reads any more.
        }
    }

    /// <summary>A good client, on a connection of its own.</summary>
    private async Task ServesAsync()
    {
        using var client = await Http2Client.ConnectAsync(_port);
        await client.SendAsync(
            Http2Client.HeadersFrame,
            Http2Client.EndHeaders | Http2Client.EndStream,
            1,
            Http2Client.Request()
        );
        Assert.Contains(
            await client.ReadUntilAsync(static f => f.IsLast),
            static frame => frame.IsOk
        );
    }

    private Task<RunningDataPlane> StartAsync(Origin origin) =>
        RunningDataPlane.StartAsync(
            [
                "--DataPlane:Listeners:0:Url",
                $"http://127.0.0.1:{_port}",
                "--DataPlane:Listeners:0:Protocols",
                "Http2",
            ],
            origin
        );
}
