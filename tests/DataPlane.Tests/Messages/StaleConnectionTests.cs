using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Messages;

/// <summary>Connections that a backend ended while nobody used them: what may be sent again, and what never.</summary>
public sealed class StaleConnectionTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    [Theory]
    [InlineData(1, "close")]
    [InlineData(1, "reset")]
    [InlineData(16, "close")]
    [InlineData(16, "reset")]
    public async Task Backend_EndsAfterEachAnswerUnannounced_CostsNoGetAnError(
        int clients,
        string end
    )
    {
        await using var a = new Origin(
            async exchange =>
            {
                await exchange.AnswerAsync("a");
                End(exchange, end);
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);

        var failures = await Task.WhenAll(
            Enumerable
                .Range(0, clients)
                .Select(_ => Task.Run(() => CountFailuresAsync(plane, 500 / clients)))
        );

        Assert.Equal(0, failures.Sum());
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi")]
    [InlineData("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n")]
    [InlineData(
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n"
    )]
    [InlineData(
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\nhi"
    )]
    [InlineData("PATCH / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi")]
    public async Task Backend_EndsAUsedConnectionInsteadOfAnswering_NothingUnsafeIsSentAgain(
        string request
    )
    {
        await using var a = new Origin(EndSecondAsync, "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        Assert.Equal(200, (await client.SendAsync(Get)).Status);
        var answer = await client.SendAsync(request);

        Assert.Equal((502, "reset"), (answer.Status, answer["X-Lb-Error"]));
        Assert.Equal(2, a.Heads.Count);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("HEAD", "")]
    [InlineData("OPTIONS", "")]
    [InlineData("DELETE", "")]
    [InlineData("GET", "hi")]
    [InlineData("PUT", "hi")]
    public async Task Backend_EndsAUsedConnectionInsteadOfAnswering_WhatIsSafeIsSentAgain(
        string method,
        string body
    )
    {
        await using var a = new Origin(EndSecondAsync, "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        Assert.Equal(200, (await client.SendAsync(Get)).Status);
        var answer = await client.SendAsync(
            $"{method} / HTTP/1.1\r\nHost: h\r\n"
                + (body.Length > 0 ? $"Content-Length: {body.Length}\r\n\r\n{body}" : "\r\n")
        );

        Assert.Equal(200, answer.Status);
        Assert.Equal(3, a.Heads.Count);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Backend_EndsNewConnectionsInsteadOfAnswering_IsAskedOnce(string method)
    {
        await using var a = new Origin(
            exchange =>
            {
                exchange.Close();
                return Task.CompletedTask;
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var answer = await client.SendAsync(
            $"{method} / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n"
        );

        // It may be this request that it dies of.
        Assert.Equal((502, "reset"), (answer.Status, answer["X-Lb-Error"]));
        Assert.Single(a.Heads);
    }

    [Theory]
    [InlineData("close")]
    [InlineData("reset")]
    public async Task Backend_EndsIdleConnections_CostsNobodyAnything(string end)
    {
        var idle = new TaskCompletionSource();
        var connections = 0;
        var ended = 0;
        await using var a = new Origin(
            async exchange =>
            {
                await exchange.AnswerAsync("a");
                if (!idle.Task.IsCompleted && exchange.Number == 1)
                {
                    Interlocked.Increment(ref connections);
                    _ = EndLaterAsync(exchange);
                }
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => plane.GetAsync()));
        idle.SetResult();
        await Eventually.HoldsAsync(() => Volatile.Read(ref ended) == connections, "all are ended");

        using var client = plane.Connect();
        for (var n = 0; n < connections; n++)
        {
            var answer = await client.SendAsync(
                $"POST /{n} HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi"
            );
            Assert.Equal((200, "a"), (answer.Status, answer.Body));
        }

        async Task EndLaterAsync(OriginExchange exchange)
        {
            await idle.Task;
            exchange.Reset(withReset: end == "reset");
            Interlocked.Increment(ref ended);
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil")]
    [InlineData("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("garbage")]
    public async Task Backend_SpeaksUnaskedOnAnIdleConnection_NobodyGetsIt(string unasked)
    {
        var spoken = new TaskCompletionSource();
        await using var a = new Origin(
            async exchange =>
            {
                await exchange.AnswerAsync(exchange.RequestLine.Split(' ')[1]);
                if (exchange.RequestLine.Contains("/first", StringComparison.Ordinal))
                {
                    await exchange.Wire.WriteAsync(unasked);
                    spoken.SetResult();
                }
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        await plane.GetAsync("/first");
        await spoken.Task;

        for (var n = 0; n < 5; n++)
        {
            using var client = plane.Connect();
            var answer = await client.SendAsync(
                $"POST /own{n} HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi"
            );
            Assert.Equal((200, $"/own{n}"), (answer.Status, answer.Body));
        }
    }

    private static async Task EndSecondAsync(OriginExchange exchange)
    {
        if (exchange.Number > 1)
        {
            exchange.Close();
            return;
        }

        await exchange.AnswerAsync("a");
    }

    private static void End(OriginExchange exchange, string how)
    {
        if (how == "close")
        {
            exchange.Close();
        }
        else
        {
            exchange.Reset();
        }
    }

    private static async Task<int> CountFailuresAsync(RunningDataPlane plane, int requests)
    {
        var failures = 0;
        using var client = plane.Connect();
        for (var n = 0; n < requests; n++)
        {
            var answer = await client.SendAsync(Get);
            failures += answer is { Status: 200, Body: "a" } ? 0 : 1;
        }

        return failures;
    }
}
