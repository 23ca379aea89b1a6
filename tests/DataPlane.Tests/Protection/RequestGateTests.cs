using LbPlatform.DataPlane.Protection;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Protection;

/// <summary>The limits of routes and listeners, on the wire.</summary>
public sealed class RequestGateTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    [Fact]
    public async Task Rate_Exceeded_Is429WithTheTimeToAskAgain()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(
            ["--DataPlane:AccessLog", "true"],
            a
        );
        await LimitAsync(
            plane,
            new() { RateLimits = [new() { Requests = 2, Period = TimeSpan.FromHours(1) }] }
        );
        using var client = plane.Connect();

        Assert.Equal(200, (await client.SendAsync(Get)).Status);
        Assert.Equal(200, (await client.SendAsync(Get)).Status);
        var refused = await client.SendAsync(Get);

        Assert.Equal((429, "rate_limited"), (refused.Status, refused["X-Lb-Error"]));
        Assert.InRange(int.Parse(refused["Retry-After"]!), 1795, 1800);
        Assert.Equal("2", refused["RateLimit-Limit"]);
        Assert.Equal("0", refused["RateLimit-Remaining"]);
        Assert.Equal(refused["Retry-After"], refused["RateLimit-Reset"]);
        Assert.Equal(2, a.Heads.Count);
        Assert.Single(plane.Log.Of(4160), static line => line.Contains("rate_limited"));
        await Eventually.HoldsAsync(
            () => plane.Log.Of(4000).Any(static line => line.Contains("try=0 error=rate_limited")),
            "the access log names the reason"
        );
    }

    [Fact]
    public async Task Rate_OtherChangeOfTheRoute_GoesOnCounting()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        var limits = new RouteLimits
        {
            RateLimits = [new() { Requests = 1, Period = TimeSpan.FromHours(1) }],
        };
        await LimitAsync(plane, limits);
        using var client = plane.Connect();
        Assert.Equal(200, (await client.SendAsync(Get)).Status);

        await LimitAsync(plane, limits with { MaxBodyBytes = 9 });

        Assert.Equal(429, (await client.SendAsync(Get)).Status);
        await LimitAsync(plane, RouteLimits.None);
        Assert.Equal(200, (await client.SendAsync(Get)).Status);
    }

    [Fact]
    public async Task Rate_BehindATrustedProxy_IsOfTheClientItNames()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartWithListenerAsync(
            ["Identity:TrustedProxies:0=127.0.0.1"],
            a
        );
        await LimitAsync(
            plane,
            new()
            {
                RateLimits = [new() { Requests = 1, Period = TimeSpan.FromHours(1) }],
                Deny = NetworkList.Parse("192.0.2.9"),
            }
        );
        using var proxy = plane.Connect();

        Assert.Equal(200, (await proxy.SendAsync(From("192.0.2.1"))).Status);
        Assert.Equal(429, (await proxy.SendAsync(From("192.0.2.1"))).Status);
        Assert.Equal(200, (await proxy.SendAsync(From("192.0.2.2"))).Status);
        Assert.Equal(403, (await proxy.SendAsync(From("192.0.2.9"))).Status);

        static string From(string client) =>
            $"GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: {client}\r\n\r\n";
    }

    [Fact]
    public async Task InFlight_AsManyAsMayBe_Is503UntilOneEnds()
    {
        var answer = new TaskCompletionSource();
        await using var a = new Origin(
            async exchange =>
            {
                await answer.Task;
                await exchange.AnswerAsync("a");
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        await LimitAsync(plane, new() { MaxRequestsInFlight = 1 });
        using var first = plane.Connect();
        using var second = plane.Connect();

        await first.Wire.WriteAsync(Get);
        await Eventually.HoldsAsync(() => a.Heads.Count == 1, "the first is in flight");
        var refused = await second.SendAsync(Get);
        answer.SetResult();
        Assert.Equal(200, (await first.ReadAsync()).Status);

        Assert.Equal((503, "too_many_requests"), (refused.Status, refused["X-Lb-Error"]));
        Assert.Equal("1", refused["Retry-After"]);
        await Eventually.HoldsAsync(
            async () => (await second.SendAsync(Get)).Status == 200,
            "the next one is let in"
        );
    }

    [Fact]
    public async Task InFlight_ClientLeaves_IsGivenBack()
    {
        var silence = new TaskCompletionSource();
        await using var a = new Origin(
            exchange =>
                exchange.RequestLine.Contains("/slow") ? silence.Task : exchange.AnswerAsync("a"),
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        await LimitAsync(plane, new() { MaxRequestsInFlightPerClient = 1 });
        using (var gone = plane.Connect())
        {
            await gone.Wire.WriteAsync("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
            await Eventually.HoldsAsync(() => a.Heads.Count == 1, "it is in flight");
            using var other = plane.Connect();
            Assert.Equal(429, (await other.SendAsync(Get)).Status);
        }

        using var next = plane.Connect();
        await Eventually.HoldsAsync(
            async () => (await next.SendAsync(Get)).Status == 200,
            "the place is free again"
        );
        silence.SetResult();
    }

    [Fact]
    public async Task Network_Denied_Is403()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        await LimitAsync(plane, new() { Deny = NetworkList.Parse("127.0.0.0/8") });
        using var client = plane.Connect();

        var refused = await client.SendAsync(Get);

        Assert.Equal((403, "denied"), (refused.Status, refused["X-Lb-Error"]));
        Assert.Empty(a.Heads);
    }

    [Fact]
    public async Task Body_SaysThatItIsTooLong_Is413BeforeAnybodyIsAsked()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        await LimitAsync(plane, new() { MaxBodyBytes = 10 });
        using var client = plane.Connect();

        var fits = await client.SendAsync(
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n0123456789"
        );
        var refused = await client.SendAsync(
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n"
        );

        Assert.Equal(200, fits.Status);
        Assert.Equal((413, "body_too_large"), (refused.Status, refused["X-Lb-Error"]));
        Assert.Equal("close", refused["Connection"]);
        Assert.Single(a.Heads);
    }

    [Fact]
    public async Task Body_GrowsTooLong_Is413AndTheBackendSeesABrokenMessage()
    {
        var seen = new TaskCompletionSource<bool>();
        await using var a = new Origin(
            async exchange =>
            {
                try
                {
                    await exchange.ReadBodyAsync();
                    seen.SetResult(true);
                }
                catch (Exception failure) when (failure is IOException)
                {
                    seen.SetResult(false);
                    throw;
                }
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        await LimitAsync(plane, new() { MaxBodyBytes = 10 });
        using var client = plane.Connect();

        await client.Wire.WriteAsync(
            "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n01234\r\n"
        );
        await Eventually.HoldsAsync(() => a.Heads.Count == 1, "the backend has the head");
        await client.Wire.WriteAsync("6\r\n567890\r\n0\r\n\r\n");
        var refused = await client.ReadAsync();

        Assert.Equal((413, "body_too_large"), (refused.Status, refused["X-Lb-Error"]));
        Assert.False(await seen.Task.WaitAsync(Eventually.Patience));
    }

    [Fact]
    public async Task Body_Listener_LimitsWhereTheRouteSaysNothing()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(
            ["--DataPlane:Limits:MaxBodyBytes", "10"],
            a
        );
        const string Eleven = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n01234567890";
        using (var client = plane.Connect())
        {
            Assert.Equal(413, (await client.SendAsync(Eleven)).Status);
        }

        await LimitAsync(plane, new() { MaxBodyBytes = 11 });

        using var again = plane.Connect();
        Assert.Equal(200, (await again.SendAsync(Eleven)).Status);
    }

    [Fact]
    public async Task Body_DripsIn_Is408AndTheConnectionEnds()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(
            [
                "--DataPlane:Limits:MinRequestBytesPerSecond",
                "1000",
                "--DataPlane:Limits:RateGrace",
                "1s",
            ],
            a
        );
        using var client = plane.Connect();

        await client.Wire.WriteAsync(
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n0"
        );
        var refused = await client.ReadAsync();

        Assert.Equal((408, "slow_request"), (refused.Status, refused["X-Lb-Error"]));
        Assert.Equal("close", refused["Connection"]);
        Assert.Empty(await client.Wire.ReadToEndAsync());
    }

    [Fact]
    public async Task Body_Silent_IsLetBeWhereTheRouteDemandsNoRate()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(
            [
                "--DataPlane:Limits:MinRequestBytesPerSecond",
                "1000",
                "--DataPlane:Limits:RateGrace",
                "1s",
            ],
            a
        );
        await LimitAsync(plane, new() { MinRequestBytesPerSecond = 0 });
        using var client = plane.Connect();
        using var dripping = plane.Connect();
        const string Head = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n0";

        await client.Wire.WriteAsync(Head);
        await LimitAsync(plane, RouteLimits.None, "other");
        await dripping.Wire.WriteAsync(Head.Replace("POST /", "POST /other/"));
        Assert.Equal(408, (await dripping.ReadAsync()).Status);
        await client.Wire.WriteAsync("1");

        Assert.Equal(200, (await client.ReadAsync()).Status);
    }

    [Fact]
    public async Task LongPoll_Silent_OutlivesTheRates()
    {
        var answer = new TaskCompletionSource();
        await using var a = new Origin(
            async exchange =>
            {
                if (exchange.RequestLine.Contains("/poll"))
                {
                    await answer.Task;
                }

                await exchange.AnswerAsync("a");
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(
            [
                "--DataPlane:Limits:MinRequestBytesPerSecond",
                "1000",
                "--DataPlane:Limits:MinResponseBytesPerSecond",
                "1000",
                "--DataPlane:Limits:RateGrace",
                "1s",
            ],
            a
        );
        using var polling = plane.Connect();
        using var slow = plane.Connect();

        await polling.Wire.WriteAsync("GET /poll HTTP/1.1\r\nHost: h\r\n\r\n");
        await slow.Wire.WriteAsync("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n0");
        Assert.Equal(408, (await slow.ReadAsync()).Status);
        answer.SetResult();

        Assert.Equal(200, (await polling.ReadAsync()).Status);
    }

    [Fact]
    public async Task Response_NotRead_IsBrokenOffAndTheBackendIsLetGo()
    {
        var isLetGo = new TaskCompletionSource();
        var chunk = new byte[64 * 1024];
        await using var a = new Origin(
            async exchange =>
            {
                await exchange.Wire.WriteAsync(
                    "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n"
                );
                try
                {
                    while (true)
                    {
                        await exchange.Wire.Stream.WriteAsync(chunk);
                    }
                }
                catch (IOException)
                {
                    isLetGo.SetResult();
                    throw;
                }
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(
            ["--DataPlane:ActivityTimeout", "500ms"],
            a
        );
        using var client = plane.Connect();

        await client.Wire.WriteAsync(Get);

        await isLetGo.Task.WaitAsync(Eventually.Patience);
        var overload = plane.Service<OverloadGuard>();
        await Eventually.HoldsAsync(() => overload.Connections == 0, "the client is let go");
    }

    [Theory]
    [InlineData("MaxRequestLineBytes", "256", 414)]
    [InlineData("MaxHeadBytes", "256", 431)]
    [InlineData("MaxFields", "3", 431)]
    public async Task Head_TooLongForTheServer_IsRefused(string key, string value, int status)
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(
            [$"--DataPlane:Limits:{key}", value],
            a
        );
        using var client = plane.Connect();
        var path = status == 414 ? new string('a', 300) : "";

        var refused = await client.SendAsync(
            $"GET /{path} HTTP/1.1\r\nHost: h\r\na: {new string('b', 200)}\r\nc: d\r\ne: {new string('f', 100)}\r\n\r\n"
        );

        Assert.Equal(status, refused.Status);
        Assert.Empty(a.Heads);
    }

    [Fact]
    public async Task Head_TooLongForOneListener_IsRefusedThereOnly()
    {
        var port = FreePort.Next();
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(
            [
                "--DataPlane:Listeners:0:Url",
                $"http://127.0.0.1:{port}",
                "--DataPlane:Listeners:0:Limits:MaxFields",
                "2",
            ],
            a
        );
        const string Three = "GET / HTTP/1.1\r\nHost: h\r\na: b\r\nc: d\r\n\r\n";
        using var plain = plane.Connect();
        using var tight = RawClient.Connect(port);

        Assert.Equal(200, (await plain.SendAsync(Three)).Status);
        var refused = await tight.SendAsync(Three);
        Assert.Equal((431, "head_too_large"), (refused.Status, refused["X-Lb-Error"]));
    }

    [Fact]
    public async Task InFlight_MoreThanTheProcessTakes_IsShedAndSaid()
    {
        var answer = new TaskCompletionSource();
        await using var a = new Origin(
            async exchange =>
            {
                await answer.Task;
                await exchange.AnswerAsync("a");
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(
            ["--DataPlane:Overload:MaxRequestsInFlight", "1"],
            a
        );
        using var first = plane.Connect();
        using var second = plane.Connect();

        await first.Wire.WriteAsync(Get);
        await Eventually.HoldsAsync(() => a.Heads.Count == 1, "the first is in flight");
        var shed = await second.SendAsync(Get);
        var (status, ready) = await plane.AdminAsync("/readyz");
        answer.SetResult();

        Assert.Equal((503, "overloaded"), (shed.Status, shed["X-Lb-Error"]));
        Assert.Equal(("1", "close"), (shed["Retry-After"], shed["Connection"]));
        Assert.Equal(200, status);
        Assert.Contains("1 requests in flight are used up", ready, StringComparison.Ordinal);
        Assert.Equal(200, (await first.ReadAsync()).Status);
        await Eventually.HoldsAsync(() => plane.Log.Count(4163) == 1, "the episode ends");
        Assert.Equal(1, plane.Log.Count(4162));
        Assert.Equal("a", await plane.GetAsync());
    }

    private static Task LimitAsync(
        RunningDataPlane plane,
        RouteLimits limits,
        string route = Route.DefaultName
    ) =>
        plane.EditAsync(draft =>
        {
            var all = draft.Snapshot.Routes;
            var former = all.Find(route);
            draft.Put(
                (
                    former
                    ?? Some.Route(route, pathPrefix: $"/{route}") with
                    {
                        PoolId = all.Find(Route.DefaultName)!.PoolId,
                        CreatedRevision = default,
                    }
                ) with
                {
                    Limits = limits,
                }
            );
        });
}
