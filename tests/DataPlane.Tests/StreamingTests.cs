using System.Text;
using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests;

/// <summary>What flows: each part goes on when it comes, both ways, whatever its size.</summary>
public sealed class StreamingTests
{
    [Fact]
    public async Task Upload_SmallChunks_ReachTheBackendAtOnce()
    {
        var chunks = new List<string>();
        await using var a = new Origin(
            async exchange =>
            {
                while (await exchange.Wire.ReadChunkAsync() is { Length: > 0 } chunk)
                {
                    lock (chunks)
                    {
                        chunks.Add(Encoding.Latin1.GetString(chunk));
                    }
                }

                await exchange.Wire.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        await client.Wire.WriteAsync(
            "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
        );
        for (var n = 1; n <= 3; n++)
        {
            await client.Wire.WriteAsync($"2\r\nc{n}\r\n");
            await Eventually.HoldsAsync(() => Count() == n, $"chunk {n} is at the backend");
        }

        await client.Wire.WriteAsync("0\r\n\r\n");
        Assert.Equal(200, (await client.ReadAsync()).Status);

        int Count()
        {
            lock (chunks)
            {
                return chunks.Count;
            }
        }
    }

    [Fact]
    public async Task Download_HeadAndChunks_ReachTheClientAtOnce()
    {
        var next = new SemaphoreSlim(0);
        await using var a = new Origin(
            async exchange =>
            {
                await exchange.Wire.WriteAsync(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                );
                foreach (var chunk in new[] { "2\r\nc1\r\n", "2\r\nc2\r\n", "0\r\n\r\n" })
                {
                    await next.WaitAsync();
                    await exchange.Wire.WriteAsync(chunk);
                }
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        await client.Wire.WriteAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        var head = await client.Wire.ReadHeadAsync();
        Assert.Contains("text/event-stream", head, StringComparison.Ordinal);
        foreach (var expected in new[] { "c1", "c2", "" })
        {
            next.Release();
            Assert.Equal(expected, Encoding.Latin1.GetString(await client.Wire.ReadChunkAsync()));
        }
    }

    [Fact]
    public async Task Bodies_Large_PassBothWaysUnchanged()
    {
        var bytes = new byte[32 * 1024 * 1024];
        Random.Shared.NextBytes(bytes);
        await using var a = new Origin(
            async exchange =>
            {
                var body = await exchange.ReadBodyAsync();
                await exchange.Wire.WriteAsync(
                    $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n"
                );
                await exchange.Wire.Stream.WriteAsync(body);
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);

        using var content = new ByteArrayContent(bytes);
        using var answer = await plane.Client.PostAsync(plane.Url, content);

        var back = await answer.Content.ReadAsByteArrayAsync();
        Assert.True(back.AsSpan().SequenceEqual(bytes));
    }

    [Fact]
    public async Task Expect100_IsAnsweredByTheBackend()
    {
        await using var a = new Origin(
            async exchange =>
            {
                await exchange.Wire.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n");
                await exchange.AnswerAsync("thanks");
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        await client.Wire.WriteAsync(
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
        );
        var interim = await client.Wire.ReadHeadAsync();
        await client.Wire.WriteAsync("hi");

        Assert.StartsWith("HTTP/1.1 100", interim, StringComparison.Ordinal);
        Assert.Equal("thanks", (await client.ReadAsync()).Body);
    }

    [Fact]
    public async Task WebSocket_Passes()
    {
        await using var a = new Origin(
            async exchange =>
            {
                await exchange.Wire.WriteAsync(
                    "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: x\r\n\r\n"
                );
                var ping = await exchange.Wire.ReadExactlyAsync(4);
                await exchange.Wire.Stream.WriteAsync(ping);
                exchange.Close();
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        await client.Wire.WriteAsync(
            "GET /ws HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: k\r\nSec-WebSocket-Version: 13\r\n\r\n"
        );
        var head = await client.Wire.ReadHeadAsync();
        await client.Wire.WriteAsync("ping");

        Assert.StartsWith("HTTP/1.1 101", head, StringComparison.Ordinal);
        Assert.Equal("websocket", Wire.FieldOf(head!, "Upgrade"));
        Assert.Equal("ping", Encoding.Latin1.GetString(await client.Wire.ReadExactlyAsync(4)));
        Assert.Equal("Upgrade", Wire.FieldOf(a.Heads.Single(), "Connection"));
    }
}
