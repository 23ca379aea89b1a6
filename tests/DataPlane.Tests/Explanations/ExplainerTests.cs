using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Health;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Explanations;

/// <summary>What the data plane says it would do with a request, and that it does just that.</summary>
public sealed class ExplainerTests
{
    [Fact]
    public async Task Explain_EachBackend_SaysWhyNotOrHowLikely()
    {
        await using var a = new Origin(name: "a");
        await using var b = new Origin(name: "b");
        await using var c = new Origin(name: "c");
        await using var d = new Origin(name: "d");
        await using var plane = await RunningDataPlane.StartAsync(a, b, c, d);
        await plane.EditAsync(draft =>
        {
            draft.Put(
                draft.Snapshot.Backends.Find("b")! with
                {
                    AdministrativeState = AdministrativeState.Draining,
                }
            );
            draft.Put(draft.Snapshot.Backends.Find("a")! with { Weight = 3 });
            draft.Put(draft.Snapshot.Backends.Find("d")! with { Weight = 1 });
        });
        await plane.JudgeAsync("c", HealthStatus.Unhealthy);

        var answer = await ExplainAsync(plane, new { path = "/x?y" });

        Assert.Equal("default", answer.GetProperty("route").GetString());
        Assert.Equal("/x?y", answer.GetProperty("target").GetString());
        var pool = answer.GetProperty("pools")[0];
        Assert.Equal("roundRobin", pool.GetProperty("policy").GetString());
        Assert.Equal(
            [
                "a eligible 0.75: ",
                "b draining 0: the operator lets it drain",
                "c unhealthy 0: its probes fail since",
                "d eligible 0.25: ",
            ],
            pool.GetProperty("backends").EnumerateArray().Select(Line).Select(Cut)
        );

        static string Line(JsonElement backend) =>
            $"{backend.GetProperty("name").GetString()} {backend.GetProperty("status").GetString()} {backend.GetProperty("probability").GetDouble()}: {backend.GetProperty("reason").GetString()}";

        static string Cut(string line) =>
            line.Contains("since", StringComparison.Ordinal)
                ? line[..(line.IndexOf("since", StringComparison.Ordinal) + 5)]
                : line;
    }

    [Fact]
    public async Task Explain_ConsistentHash_NamesWhoTheClientGets()
    {
        await using var a = new Origin(name: "a");
        await using var b = new Origin(name: "b");
        await using var c = new Origin(name: "c");
        await using var plane = await RunningDataPlane.StartAsync(a, b, c);
        await plane.EditAsync(draft =>
            draft.Put(
                draft.Snapshot.Pools.Find(Pool.DefaultName)! with
                {
                    Balancing = new()
                    {
                        Policy = BalancingPolicy.ConsistentHash,
                        HashOn = HashSource.Header,
                        HashName = "X-User",
                    },
                }
            )
        );
        using var client = plane.Connect();

        for (var user = 0; user < 20; user++)
        {
            var explained = await ExplainAsync(
                plane,
                new { headers = new Dictionary<string, string> { ["X-User"] = $"u{user}" } }
            );
            var answer = await client.SendAsync(
                $"GET / HTTP/1.1\r\nHost: h\r\nX-User: u{user}\r\n\r\n"
            );

            Assert.Equal(
                answer.Body,
                explained.GetProperty("pools")[0].GetProperty("choice").GetString()
            );
        }
    }

    [Fact]
    public async Task Explain_Asked_MovesNoRotationOn()
    {
        await using var a = new Origin(name: "a");
        await using var b = new Origin(name: "b");
        await using var plane = await RunningDataPlane.StartAsync(a, b);
        var first = await plane.GetAsync();

        await ExplainAsync(plane, new { });

        Assert.NotEqual(first, await plane.GetAsync());
    }

    [Fact]
    public async Task Explain_Ejected_SaysWhatTrafficMet()
    {
        await using var a = new Origin(name: "a");
        await using var b = new Origin(name: "b");
        await using var plane = await RunningDataPlane.StartAsync(a, b);
        a.Kill();
        await plane.GetAsync(4);

        var pool = (await ExplainAsync(plane, new { })).GetProperty("pools")[0];

        var reason = pool.GetProperty("backends")[0].GetProperty("reason").GetString();
        Assert.StartsWith("traffic failed on it at", reason, StringComparison.Ordinal);
        Assert.Contains(": refused; left out until", reason, StringComparison.Ordinal);
        Assert.Equal("b", pool.GetProperty("choice").GetString());
    }

    [Fact]
    public async Task Explain_NoRoute_SaysSo()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        await plane.EditAsync(draft =>
        {
            var route = draft.Snapshot.Routes.Find(Route.DefaultName)!;
            draft.Put(route with { Match = new() { Hosts = ["shop.test"] } });
        });

        var other = await ExplainAsync(plane, new { host = "other.test" });
        var shop = await ExplainAsync(plane, new { host = "shop.test:8080" });

        Assert.Equal(JsonValueKind.Null, other.GetProperty("route").ValueKind);
        Assert.Contains(
            "is routed",
            other.GetProperty("refusal").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal("default", shop.GetProperty("route").GetString());
    }

    [Theory]
    [InlineData("{\"path\":\"/a#b\"}", 200)]
    [InlineData("{\"client\":\"nobody\"}", 400)]
    [InlineData("{\"clint\":\"10.0.0.1\"}", 400)]
    [InlineData("{\"path\":\"\"}", 400)]
    [InlineData("{\"headers\":null}", 400)]
    [InlineData("null", 400)]
    [InlineData("[", 400)]
    public async Task Explain_WhatCannotBeAsked_SaysWhy(string body, int status)
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        using var answer = await http.PostAsync(
            new Uri($"http://127.0.0.1:{plane.AdminPort}/explain"),
            new StringContent(body)
        );

        Assert.Equal(status, (int)answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains(status == 200 ? "refusal" : "detail", text, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> ExplainAsync(RunningDataPlane plane, object asked)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var answer = await http.PostAsJsonAsync(
            new Uri($"http://127.0.0.1:{plane.AdminPort}/explain"),
            asked
        );
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
