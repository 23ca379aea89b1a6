using System.Net.Sockets;
using System.Text;
using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Messages;

/// <summary>Backends that answer before they have read the whole request: what they said reaches the client.</summary>
public sealed class EarlyAnswerTests
{
    private const string TooLarge =
        "HTTP/1.1 413 Content Too Large\r\nContent-Length: 9\r\n\r\ntoo large";

    /// <summary>Far more than all socket buffers on the way hold.</summary>
    private const int Large = 64 * 1024 * 1024;

    [Theory]
    [InlineData(false, "close")]
    [InlineData(true, "close")]
    [InlineData(false, "reset")]
    [InlineData(true, "reset")]
    [InlineData(false, "ignore")]
    [InlineData(true, "ignore")]
    [InlineData(false, "read on")]
    [InlineData(true, "read on")]
    public async Task Upload_RefusedByTheBackend_ItsAnswerIsPassedOn(bool isChunked, string then)
    {
        var curtain = new TaskCompletionSource();
        await using var a = new Origin(
            async exchange =>
            {
                if (exchange.RequestLine.StartsWith("GET", StringComparison.Ordinal))
                {
                    await exchange.AnswerAsync("a");
                    return;
                }

                await exchange.Wire.WriteAsync(TooLarge);
                await EndAsync(exchange, then, curtain.Task);
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var sending = SendBodyAsync(client, isChunked);
        var answer = await client.ReadAsync();

        Assert.Equal((413, "too large"), (answer.Status, answer.Body));
        Assert.Null(answer["X-Lb-Error"]);
        // The rest of the body is nobody's: either it is thrown away or the connection ends.
        await sending;
        await AnswersOthersAsync(plane);
        curtain.SetResult();
        Assert.Equal(
            1,
            a.Heads.Count(static head => head.StartsWith("POST", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("Content-Length: 3\r\n\r\nabc")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")]
    public async Task Upload_SmallAndNeverRead_LeavesNobodyElseItsRest(string body)
    {
        await using var a = new Origin(
            async exchange =>
            {
                if (exchange.RequestLine.StartsWith("GET", StringComparison.Ordinal))
                {
                    await exchange.AnswerAsync("a");
                    return;
                }

                // It answers at once and reads the body afterwards, as many servers do.
                await exchange.Wire.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                await exchange.ReadBodyAsync();
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        for (var n = 0; n < 5; n++)
        {
            var answer = await client.SendAsync($"POST / HTTP/1.1\r\nHost: h\r\n{body}");
            Assert.Equal((200, "ok"), (answer.Status, answer.Body));
            await AnswersOthersAsync(plane);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Backend_StreamsBackWhatItReads_FlowsBothWaysAtOnce(bool isChunked)
    {
        await using var a = new Origin(EchoAsync, "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        // The second exchange is on a connection that has been used.
        for (var round = 0; round < 2; round++)
        {
            using var client = plane.Connect();
            await client.Wire.WriteAsync(
                "POST /echo HTTP/1.1\r\nHost: h\r\n"
                    + (
                        isChunked
                            ? "Transfer-Encoding: chunked\r\n\r\n"
                            : "Content-Length: 6\r\n\r\n"
                    )
            );
            for (var n = 0; n < 3; n++)
            {
                await client.Wire.WriteAsync(isChunked ? $"2\r\np{n}\r\n" : $"p{n}");
                if (n == 0)
                {
                    var head = await client.Wire.ReadHeadAsync();
                    Assert.StartsWith("HTTP/1.1 200", head, StringComparison.Ordinal);
                }

                // Each part is back before the next one is sent.
                Assert.Equal(
                    $"p{n}",
                    Encoding.Latin1.GetString(await client.Wire.ReadChunkAsync())
                );
            }

            await client.Wire.WriteAsync(isChunked ? "0\r\n\r\n" : "");
            Assert.Empty(await client.Wire.ReadChunkAsync());
            var next = await client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            Assert.Equal("a", next.Body);
            await AnswersOthersAsync(plane);
        }
    }

    /// <summary>Its head may be there before the first byte of the body is on its way, where the connection is an old one.</summary>
    [Fact]
    public async Task Backend_AnswersWithItsHeadAtOnce_GetsTheBodyAllTheSame()
    {
        await using var a = new Origin(EchoAsync, "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();
        for (var round = 0; round < 500; round++)
        {
            await client.Wire.WriteAsync(
                "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\n"
            );
            await client.Wire.ReadHeadAsync();
            await client.Wire.WriteAsync("abcdef");
            var echoed = 0;
            while (await client.Wire.ReadChunkAsync() is { Length: > 0 } chunk)
            {
                echoed += chunk.Length;
            }

            Assert.Equal(6, echoed);
        }
    }

    [Fact]
    public async Task Backend_StreamsBackALot_NeitherSideWaitsForTheOther()
    {
        await using var a = new Origin(EchoAsync, "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var sending = SendBodyAsync(client, isChunked: true, Large, "/echo");
        var head = await client.Wire.ReadHeadAsync();
        var length = 0L;
        while (await client.Wire.ReadChunkAsync() is { Length: > 0 } chunk)
        {
            length += chunk.Length;
        }

        Assert.True(await sending);
        Assert.StartsWith("HTTP/1.1 200", head, StringComparison.Ordinal);
        Assert.Equal(Large, length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_BreaksOffWhileItIsAnswered_TheBackendNeverSeesAWholeBody(
        bool isGarbled
    )
    {
        var ended = new TaskCompletionSource<string>();
        await using var a = new Origin(
            async exchange =>
            {
                await exchange.Wire.WriteAsync(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n"
                );
                try
                {
                    await exchange.ReadBodyAsync();
                    ended.SetResult("whole");
                }
                catch (IOException)
                {
                    ended.SetResult("broken");
                }

                exchange.Close();
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using (var client = plane.Connect())
        {
            await client.Wire.WriteAsync(
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n"
            );
            Assert.NotNull(await client.Wire.ReadHeadAsync());
            if (isGarbled)
            {
                // It stays, and what it sends is no chunk.
                await client.Wire.WriteAsync("zz\r\n");
                Assert.Equal("broken", await ended.Task.WaitAsync(TimeSpan.FromSeconds(10)));
            }
        }

        Assert.Equal("broken", await ended.Task.WaitAsync(Eventually.Patience));
    }

    private static async Task EndAsync(OriginExchange exchange, string then, Task curtain)
    {
        switch (then)
        {
            case "close":
                exchange.Close();
                break;
            case "reset":
                exchange.Reset();
                break;
            case "ignore":
                await curtain;
                exchange.Close();
                break;
            default:
                await exchange.Wire.DiscardAsync();
                exchange.Close();
                break;
        }
    }

    private static async Task EchoAsync(OriginExchange exchange)
    {
        if (exchange.RequestLine.StartsWith("GET", StringComparison.Ordinal))
        {
            await exchange.AnswerAsync("a");
            return;
        }

        await exchange.Wire.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        var length = Wire.FieldOf(exchange.Head, "Content-Length") is { } text
            ? int.Parse(text)
            : 0;
        for (var sent = 0; length == 0 || sent < length; )
        {
            var part =
                length == 0
                    ? await exchange.Wire.ReadChunkAsync()
                    : await exchange.Wire.ReadExactlyAsync(2);
            if (part.Length == 0)
            {
                break;
            }

            sent += part.Length;
            await exchange.Wire.WriteAsync(
                $"{part.Length:x}\r\n{Encoding.Latin1.GetString(part)}\r\n"
            );
        }

        await exchange.Wire.WriteAsync("0\r\n\r\n");
    }

    /// <summary>True where all of the body was taken.</summary>
    private static async Task<bool> SendBodyAsync(
        RawClient client,
        bool isChunked,
        int size = Large,
        string path = "/"
    )
    {
        const int PartSize = 32 * 1024;
        var part = Encoding.Latin1.GetBytes(
            isChunked
                ? $"{PartSize:x}\r\n{new string('x', PartSize)}\r\n"
                : new string('x', PartSize)
        );
        try
        {
            await client.Wire.WriteAsync(
                $"POST {path} HTTP/1.1\r\nHost: h\r\n"
                    + (isChunked ? "Transfer-Encoding: chunked" : $"Content-Length: {size}")
                    + "\r\n\r\n"
            );
            for (var sent = 0; sent < size; sent += PartSize)
            {
                await client.Wire.Stream.WriteAsync(part).AsTask().WaitAsync(Eventually.Patience);
            }

            await client.Wire.WriteAsync(isChunked ? "0\r\n\r\n" : "");
            return true;
        }
        catch (IOException failure) when (failure.InnerException is SocketException)
        {
            return false;
        }
    }

    private static async Task AnswersOthersAsync(RunningDataPlane plane)
    {
        using var other = plane.Connect();
        var answer = await other.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        Assert.Equal((200, "a"), (answer.Status, answer.Body));
    }
}
