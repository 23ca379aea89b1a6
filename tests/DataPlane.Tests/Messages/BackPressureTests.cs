using System.Net.Sockets;
using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Messages;

/// <summary>
/// Bodies far larger than what may be held: whoever reads slowly slows down whoever writes, and memory stays bounded.
/// </summary>
public sealed class BackPressureTests
{
    private const int PartSize = 64 * 1024;

    /// <summary>More than 100 MB.</summary>
    private const long Large = 128L * 1024 * 1024;

    /// <summary>
    /// What two pairs of socket buffers hold with our own in between; the kernel lets each grow to several megabytes.
    /// </summary>
    private const long MostInFlight = 40L * 1024 * 1024;

    /// <summary>Growth of the managed heap that a body may cause, its buffers included.</summary>
    private const long MostHeap = 16L * 1024 * 1024;

    private static readonly byte[] Part = new byte[PartSize];

    [Fact]
    public async Task Client_ReadsNothing_TheBackendIsSlowedDown()
    {
        var sent = 0L;
        await using var a = new Origin(
            async exchange =>
            {
                await exchange.Wire.WriteAsync(
                    $"HTTP/1.1 200 OK\r\nContent-Length: {Large}\r\n\r\n"
                );
                while (Interlocked.Read(ref sent) < Large)
                {
                    await exchange.Wire.Stream.WriteAsync(Part);
                    Interlocked.Add(ref sent, PartSize);
                }
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await client.Wire.WriteAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        var held = await StandsStillAsync(() => Interlocked.Read(ref sent));
        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.InRange(held, 1, MostInFlight);
        Assert.InRange(growth, long.MinValue, MostHeap);
        var head = await client.Wire.ReadHeadAsync();
        Assert.StartsWith("HTTP/1.1 200", head, StringComparison.Ordinal);
        Assert.Equal(Large, await client.Wire.DiscardAsync(Large));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Backend_ReadsNothing_TheClientIsSlowedDown(bool isChunked)
    {
        var go = new TaskCompletionSource();
        var came = 0L;
        await using var a = new Origin(
            async exchange =>
            {
                await go.Task;
                if (isChunked)
                {
                    while (await exchange.Wire.ReadChunkAsync() is { Length: > 0 } chunk)
                    {
                        came += chunk.Length;
                    }
                }
                else
                {
                    came = await exchange.Wire.DiscardAsync(Large);
                }

                await exchange.Wire.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var sent = 0L;

        var sending = SendAsync();
        var held = await StandsStillAsync(() => Interlocked.Read(ref sent));
        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        go.SetResult();
        await sending;

        Assert.InRange(held, 1, MostInFlight);
        Assert.InRange(growth, long.MinValue, MostHeap);
        Assert.Equal(200, (await client.ReadAsync()).Status);
        Assert.Equal(Large, came);

        async Task SendAsync()
        {
            await client.Wire.WriteAsync(
                "POST / HTTP/1.1\r\nHost: h\r\n"
                    + (isChunked ? "Transfer-Encoding: chunked" : $"Content-Length: {Large}")
                    + "\r\n\r\n"
            );
            while (Interlocked.Read(ref sent) < Large)
            {
                await client.Wire.WriteAsync(isChunked ? $"{PartSize:x}\r\n" : "");
                await client.Wire.Stream.WriteAsync(Part);
                await client.Wire.WriteAsync(isChunked ? "\r\n" : "");
                Interlocked.Add(ref sent, PartSize);
            }

            await client.Wire.WriteAsync(isChunked ? "0\r\n\r\n" : "");
        }
    }

    [Theory]
    [InlineData("while the head is awaited", "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "")]
    [InlineData(
        "within its own body",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhalf",
        ""
    )]
    [InlineData(
        "within its own chunks",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
        ""
    )]
    [InlineData(
        "while its body is answered",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"
    )]
    [InlineData(
        "within the response",
        "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"
    )]
    [InlineData(
        "within the response's chunks",
        "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"
    )]
    public async Task Client_Leaves_TheBackendSeesIt(string when, string request, string response)
    {
        Assert.NotEmpty(when);
        var gone = new TaskCompletionSource();
        await using var a = new Origin(
            async exchange =>
            {
                if (exchange.RequestLine.Contains("/next", StringComparison.Ordinal))
                {
                    await exchange.AnswerAsync("next");
                    return;
                }

                await exchange.Wire.WriteAsync(response);
                try
                {
                    await exchange.Wire.DiscardAsync();
                }
                catch (IOException failure) when (failure.InnerException is SocketException)
                {
                    // A reset says it as well.
                }

                gone.SetResult();
                exchange.Close();
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using (var client = plane.Connect())
        {
            await client.Wire.WriteAsync(request);
            await Eventually.HoldsAsync(() => !a.Heads.IsEmpty, "the request is at the backend");
            if (response.Length > 0)
            {
                Assert.NotNull(await client.Wire.ReadHeadAsync());
            }
        }

        // Far sooner than any time-out.
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("next", await plane.GetAsync("/next"));
    }

    [Fact]
    public async Task Events_FarApart_KeepComing()
    {
        var next = new SemaphoreSlim(0);
        await using var a = new Origin(
            async exchange =>
            {
                await exchange.Wire.WriteAsync(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
                );
                for (var n = 0; n < 4; n++)
                {
                    await next.WaitAsync();
                    await exchange.Wire.WriteAsync($"data: {n}\n\n");
                }

                exchange.Close();
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(
            ["--DataPlane:ActivityTimeout", "2s"],
            a
        );
        using var client = plane.Connect();

        // Together longer than the time-out, which is about silence only.
        await client.Wire.WriteAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        Assert.NotNull(await client.Wire.ReadHeadAsync());
        for (var n = 0; n < 4; n++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(700), TimeProvider.System);
            next.Release();
            var chunk = await client.Wire.ReadChunkAsync();
            Assert.Equal($"data: {n}\n\n", System.Text.Encoding.Latin1.GetString(chunk));
        }

        Assert.Empty(await client.Wire.ReadChunkAsync());
    }

    /// <summary>The count at which a writer has come to a stop.</summary>
    private static async Task<long> StandsStillAsync(Func<long> count)
    {
        const int Enough = 50;
        var last = -1L;
        var same = 0;
        await Eventually.HoldsAsync(
            () =>
            {
                var now = count();
                same = now == last && now > 0 ? same + 1 : 0;
                last = now;
                return same >= Enough;
            },
            "the writer is stopped"
        );
        return last;
    }
}
