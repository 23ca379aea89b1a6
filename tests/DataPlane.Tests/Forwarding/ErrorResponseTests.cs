using System.Text.Json;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Health;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Forwarding;

/// <summary>The answers that are the data plane's own.</summary>
public sealed class ErrorResponseTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    [Fact]
    public async Task Pool_Empty_SaysHowToAddABackend()
    {
        await using var plane = await RunningDataPlane.StartAsync();
        using var client = plane.Connect();

        var answer = await client.SendAsync(Get);

        Assert.Equal((503, "no_backend_configured"), (answer.Status, answer["X-Lb-Error"]));
        Assert.Contains(
            "curl -X POST http://127.0.0.1:1/backends",
            answer.Body,
            StringComparison.Ordinal
        );
        Assert.Equal("10", answer["Retry-After"]);
        Assert.Equal("text/plain; charset=utf-8", answer["Content-Type"]);
    }

    [Fact]
    public async Task Pool_NobodyEligible_SaysHowMany()
    {
        await using var a = new Origin(name: "a");
        await using var b = new Origin(name: "b");
        await using var plane = await RunningDataPlane.StartAsync(a, b);
        await plane.JudgeAsync("a", HealthStatus.Unhealthy);
        await plane.JudgeAsync("b", HealthStatus.Unhealthy);
        using var client = plane.Connect();

        var answer = await client.SendAsync(Get);

        Assert.Equal((503, "no_backend"), (answer.Status, answer["X-Lb-Error"]));
        Assert.Contains("0 of 2 backends eligible", answer.Body, StringComparison.Ordinal);
        Assert.Equal(1, plane.Log.Count(4020));
        await plane.JudgeAsync("a", HealthStatus.Healthy);
        Assert.Equal("a", await plane.GetAsync());
        Assert.Equal(1, plane.Log.Count(4021));
    }

    [Fact]
    public async Task Store_NeverSeen_SaysThatItIsStarting()
    {
        await using var plane = await RunningDataPlane.StartWithoutStoreAsync();
        using var client = plane.Connect();

        var answer = await client.SendAsync(Get);

        Assert.Equal((503, "starting"), (answer.Status, answer["X-Lb-Error"]));
        Assert.Equal(503, (await plane.AdminAsync("/readyz")).Status);
        Assert.Equal(200, (await plane.AdminAsync("/livez")).Status);
    }

    [Fact]
    public async Task Backend_TooSlow_Is504()
    {
        var silence = new TaskCompletionSource();
        await using var a = new Origin(_ => silence.Task, "a");
        await using var plane = await RunningDataPlane.StartAsync(
            ["--DataPlane:ActivityTimeout", "200ms"],
            a
        );
        using var client = plane.Connect();

        var answer = await client.SendAsync(Get);

        silence.SetResult();
        Assert.Equal((504, "timeout"), (answer.Status, answer["X-Lb-Error"]));
        Assert.Null(answer["Retry-After"]);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Bad: a\u0001b\r\nContent-Length: 0\r\n\r\n")]
    public async Task Backend_SpeaksNoHttp_Is502(string bytes)
    {
        await using var a = new Origin(
            async exchange =>
            {
                await exchange.Wire.WriteAsync(bytes);
                exchange.Close();
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var answer = await client.SendAsync(Get);

        Assert.Equal((502, "protocol"), (answer.Status, answer["X-Lb-Error"]));
    }

    [Fact]
    public async Task Request_NoRouteMatches_Is404()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        await plane.EditAsync(draft =>
            draft.Put(
                draft.Snapshot.Routes.Find("default")! with
                {
                    Match = new() { Path = "/api" },
                }
            )
        );
        using var client = plane.Connect();

        var missed = await client.SendAsync(Get);
        var matched = await client.SendAsync("GET /api/x HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal((404, "no_route"), (missed.Status, missed["X-Lb-Error"]));
        Assert.Equal(200, matched.Status);
    }

    [Theory]
    [InlineData("GET /a#b HTTP/1.1\r\nHost: h\r\n\r\n", 400, "bad_request")]
    [InlineData("CONNECT h:80 HTTP/1.1\r\nHost: h:80\r\n\r\n", 405, "method")]
    [InlineData(
        "POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400,
        "bad_request"
    )]
    public async Task Request_NotToBeForwarded_IsRefused(string request, int status, string word)
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var answer = await client.SendAsync(request);

        Assert.Equal((status, word), (answer.Status, answer["X-Lb-Error"]));
        Assert.Empty(a.Heads);
    }

    [Fact]
    public async Task Head_NobodyEligible_HasNoBody()
    {
        await using var plane = await RunningDataPlane.StartAsync();
        using var client = plane.Connect();

        var head = await client.SendAsync("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
        var next = await client.SendAsync(Get);

        // Had a body come, the next answer would not begin where it must.
        Assert.Equal((503, 503), (head.Status, next.Status));
    }

    [Fact]
    public async Task Client_AcceptsProblems_GetsOne()
    {
        await using var plane = await RunningDataPlane.StartAsync();
        using var client = plane.Connect();

        var answer = await client.SendAsync(
            "GET / HTTP/1.1\r\nHost: h\r\nAccept: application/problem+json\r\n\r\n"
        );

        Assert.Equal("application/problem+json", answer["Content-Type"]);
        using var problem = JsonDocument.Parse(answer.Body);
        Assert.Equal("no_backend_configured", problem.RootElement.GetProperty("code").GetString());
        Assert.Equal(503, problem.RootElement.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Row_Bad_IsQuarantinedAndTheRestGoesOn()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        await plane.EditAsync(draft =>
        {
            var pool = draft.Snapshot.Pools.Find(Pool.DefaultName)!;
            draft.Put(
                Some.Route("lost") with
                {
                    PoolId = null,
                    Action = new() { Split = new() { Pools = [new() { PoolId = "nowhere" }] } },
                    CreatedRevision = default,
                }
            );
            draft.Put(
                Some.Route("broken", pathPrefix: "/a/../b") with
                {
                    PoolId = pool.Id,
                    CreatedRevision = default,
                }
            );
        });

        var (status, body) = await plane.AdminAsync("/readyz");

        Assert.Equal("a", await plane.GetAsync());
        Assert.Equal(200, status);
        Assert.Contains("route lost: its pool does not exist", body, StringComparison.Ordinal);
        Assert.Contains("route broken:", body, StringComparison.Ordinal);
        Assert.Equal(2, plane.Log.Count(4012));
    }

    [Fact]
    public async Task Ready_WithoutBackends_IsReadyButSaysSo()
    {
        await using var plane = await RunningDataPlane.StartAsync();

        var (status, body) = await plane.AdminAsync("/readyz");

        Assert.Equal(200, status);
        Assert.Contains("[!] applied: revision 1, 0 backends", body, StringComparison.Ordinal);
        Assert.EndsWith("ready, degraded\n", body, StringComparison.Ordinal);
    }
}
