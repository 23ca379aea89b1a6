using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Forwarding;

/// <summary>What is tried again elsewhere, and what never.</summary>
public sealed class DispatcherTests
{
    [Fact]
    public async Task Post_BackendRefuses_ReachesAnotherOneWhole()
    {
        await using var dead = new Origin(name: "dead");
        var body = "";
        await using var alive = new Origin(
            async exchange =>
            {
                body = System.Text.Encoding.Latin1.GetString(await exchange.ReadBodyAsync());
                await exchange.Wire.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            },
            "alive"
        );
        await using var plane = await RunningDataPlane.StartAsync(dead, alive);
        dead.Kill();
        using var client = plane.Connect();

        var answer = await client.SendAsync(
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello"
        );

        Assert.Equal((200, "ok", "hello"), (answer.Status, answer.Body, body));
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("PATCH / HTTP/1.1\r\nHost: h\r\n\r\n")]
    [InlineData("LOCK / HTTP/1.1\r\nHost: h\r\n\r\n")]
    public async Task NotRepeatable_ConnectionEndsAfterItWasSent_IsSentOnce(string request)
    {
        await using var a = new Origin(EndAsync, "a");
        await using var b = new Origin(EndAsync, "b");
        await using var plane = await RunningDataPlane.StartAsync(a, b);
        using var client = plane.Connect();

        var answer = await client.SendAsync(request);

        Assert.Equal((502, "reset"), (answer.Status, answer["X-Lb-Error"]));
        Assert.Equal(1, a.Heads.Count + b.Heads.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Get_ConnectionEndsAfterItWasSent_IsAnsweredByAnotherOne(bool withReset)
    {
        await using var a = new Origin(withReset ? ResetAsync : EndAsync, "a");
        await using var b = new Origin(name: "b");
        await using var plane = await RunningDataPlane.StartAsync(a, b);

        Assert.Equal("b", await plane.GetAsync());
        Assert.NotEmpty(a.Heads);
    }

    [Fact]
    public async Task Get_ResponseHeadCame_IsNotRepeated()
    {
        await using var a = new Origin(CutAsync, "a");
        await using var b = new Origin(CutAsync, "b");
        await using var plane = await RunningDataPlane.StartAsync(a, b);
        using var client = plane.Connect();

        // The client sees a connection that breaks, never a message that looks complete.
        await Assert.ThrowsAnyAsync<IOException>(() =>
            client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        );
        Assert.Equal(1, a.Heads.Count + b.Heads.Count);

        static async Task CutAsync(OriginExchange exchange)
        {
            await exchange.Wire.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
            exchange.Close();
        }
    }

    [Fact]
    public async Task Backends_AllRefuse_AreEachTriedOnceThen503()
    {
        var origins = Enumerable.Range(0, 4).Select(n => new Origin(name: $"o{n}")).ToArray();
        await using var plane = await RunningDataPlane.StartAsync(origins);
        foreach (var origin in origins)
        {
            await origin.DisposeAsync();
        }

        using var client = plane.Connect();
        var first = await client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal((503, "connect_failed"), (first.Status, first["X-Lb-Error"]));
        Assert.Contains("Tried 3 of 4 backends", first.Body, StringComparison.Ordinal);
        Assert.Equal("10", first["Retry-After"]);
        Assert.Equal(1, plane.Log.Count(4001));
    }

    [Fact]
    public async Task Backend_BreaksThreeTimesInARow_IsLeftOut()
    {
        await using var a = new Origin(ResetAsync, "a");
        await using var b = new Origin(name: "b");
        await using var plane = await RunningDataPlane.StartAsync(a, b);

        // Each second request begins at the bad one and goes on to the good one.
        var bodies = await plane.GetAsync(6);

        Assert.All(bodies, static body => Assert.Equal("b", body));
        Assert.Equal(3, a.Heads.Count);
        Assert.Equal(1, plane.Log.Count(4022));
    }

    [Fact]
    public async Task Backend_HandshakeFails_NothingWasSentSoAPostGoesElsewhere()
    {
        await using var plain = new Origin(name: "plain");
        await using var good = new Origin(name: "good");
        await using var plane = await RunningDataPlane.StartAsync();
        await plane.EditAsync(draft =>
        {
            RunningDataPlane.Add(draft, "a-tls", $"https://127.0.0.1:{plain.Port}");
            RunningDataPlane.Add(draft, "b-good", good.Url);
        });
        using var client = plane.Connect();

        var answer = await client.SendAsync(
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi"
        );

        Assert.Equal((200, "good"), (answer.Status, answer.Body));
        Assert.Contains("tls", Assert.Single(plane.Log.Of(4022)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_Leaves_EndsTheAttemptAndStartsNoOther()
    {
        var gone = new TaskCompletionSource();
        await using var a = new Origin(
            async exchange =>
            {
                await exchange.Wire.ReadToEndAsync();
                gone.SetResult();
                exchange.Close();
            },
            "a"
        );
        await using var b = new Origin(name: "b");
        await using var plane = await RunningDataPlane.StartAsync(a, b);
        using (var client = plane.Connect())
        {
            await client.Wire.WriteAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            await Eventually.HoldsAsync(() => !a.Heads.IsEmpty, "the request is at a");
        }

        await gone.Task.WaitAsync(Eventually.Patience);

        Assert.Empty(b.Heads);
        Assert.Equal(0, plane.Log.Count(4001));
        Assert.Equal(0, plane.Log.Count(4022));
    }

    private static Task EndAsync(OriginExchange exchange) => EndAsync(exchange, withReset: false);

    private static Task ResetAsync(OriginExchange exchange) => EndAsync(exchange, withReset: true);

    private static async Task EndAsync(OriginExchange exchange, bool withReset)
    {
        await exchange.ReadBodyAsync();
        if (withReset)
        {
            exchange.Reset();
        }
        else
        {
            exchange.Close();
        }
    }
}
