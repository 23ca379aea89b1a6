using System.Text.Json;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Health;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Explanations;

/// <summary>What the data plane says of pools and backends, and that it does just that.</summary>
public sealed class DeliveryExplainerTests
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

        var answer = await plane.ExplainAsync(new { path = "/x?y" });

        Assert.Equal("default", answer.GetProperty("route").GetString());
        Assert.Equal("/x?y", answer.GetProperty("sent").GetProperty("target").GetString());
        var pool = answer.GetProperty("pools")[0];
        Assert.Equal("roundRobin", pool.GetProperty("policy").GetString());
        Assert.Equal(
            [
                "a eligible 0.75: ",
                "b draining 0: it drains since",
                "c unhealthy 0: its probes fail since",
                "d eligible 0.25: ",
            ],
            pool.GetProperty("backends").EnumerateArray().Select(Line).Select(Cut)
        );

        static string Line(JsonElement backend) =>
            $"{backend.GetProperty("name").GetString()} {backend.GetProperty("status").GetString()} {backend.GetProperty("probability").GetDouble()}: {(backend.TryGetProperty("reason", out var reason) ? reason.GetString() : "")}";

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
            var explained = await plane.ExplainAsync(
                new { headers = new Dictionary<string, string> { ["X-User"] = $"u{user}" } }
            );
            var answer = await client.SendAsync(
                $"GET / HTTP/1.1\r\nHost: h\r\nX-User: u{user}\r\n\r\n"
            );

            Assert.Equal(
                answer.Body,
                explained
                    .GetProperty("pools")[0]
                    .GetProperty("choice")
                    .GetProperty("backend")
                    .GetString()
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

        await plane.ExplainAsync(new { });

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

        var pool = (await plane.ExplainAsync(new { })).GetProperty("pools")[0];

        var reason = pool.GetProperty("backends")[0].GetProperty("reason").GetString();
        Assert.StartsWith("traffic failed on it at", reason, StringComparison.Ordinal);
        Assert.Contains(": refused; left out until", reason, StringComparison.Ordinal);
        Assert.Equal("b", pool.GetProperty("choice").GetProperty("backend").GetString());
        Assert.Equal(
            "refused",
            pool.GetProperty("backends")[0]
                .GetProperty("ejection")
                .GetProperty("reason")
                .GetString()
        );
    }

    [Fact]
    public async Task Explain_Split_GivesEachPoolItsShare()
    {
        await using var a = new Origin(name: "a");
        await using var b = new Origin(name: "b");
        await using var plane = await RunningDataPlane.StartAsync();
        await plane.ActAsync(draft =>
            new()
            {
                Split = new()
                {
                    Pools =
                    [
                        new() { PoolId = draft.AddPool(a), Weight = 9 },
                        new() { PoolId = draft.AddPool(b), Weight = 1 },
                    ],
                },
            }
        );

        var both = await plane.ExplainAsync(new { });
        await plane.EditAsync(draft =>
            draft.Put(
                draft.Snapshot.Backends.Find("a")! with
                {
                    AdministrativeState = AdministrativeState.Disabled,
                }
            )
        );
        var one = await plane.ExplainAsync(new { });

        Assert.Equal(["a-pool 0.9", "b-pool 0.1"], Shares(both));
        Assert.Equal(["b-pool 1"], Shares(one));

        static IEnumerable<string> Shares(JsonElement answer) =>
            answer
                .GetProperty("pools")
                .EnumerateArray()
                .Select(static pool =>
                    $"{pool.GetProperty("name").GetString()} {pool.GetProperty("probability").GetDouble()}"
                );
    }

    [Fact]
    public async Task Explain_Rewritten_ShowsWhatTheBackendSees()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        await plane.ActAsync(
            static _ =>
                new()
                {
                    Path = new() { Prefix = "/v2" },
                    RequestHeaders = new() { Set = [new() { Name = "X-Tier", Value = "gold" }] },
                    ResponseHeaders = new() { Remove = ["Server"] },
                    Timeouts = new() { Total = TimeSpan.FromSeconds(9) },
                },
            new() { Path = "/api" }
        );

        var answer = await plane.ExplainAsync(
            new
            {
                host = "h",
                path = "/api/x?y",
                headers = new Dictionary<string, string>
                {
                    ["X-Lb-Explain"] = "secret",
                    ["X-A"] = "1",
                },
            }
        );
        using var client = plane.Connect();
        await client.SendAsync("GET /api/x?y HTTP/1.1\r\nHost: h\r\nX-A: 1\r\n\r\n");

        var sent = answer.GetProperty("sent");
        var said = sent.GetProperty("headers")
            .EnumerateArray()
            .Select(static field =>
                $"{field.GetProperty("name").GetString()}: {field.GetProperty("value").GetString()}"
            );
        var lines = a.Heads.Single().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal($"GET {sent.GetProperty("target").GetString()} HTTP/1.1", lines[0]);
        Assert.Equal(lines[1..].Order(StringComparer.Ordinal), said.Order(StringComparer.Ordinal));
        Assert.Equal("9s", answer.GetProperty("timeouts").GetProperty("total").GetString());
        Assert.Equal(
            "Server",
            answer.GetProperty("responseHeaders").GetProperty("remove")[0].GetString()
        );
    }

    [Fact]
    public async Task Explain_TiedByCookie_SaysThatItIsKept()
    {
        await using var a = new Origin(name: "a");
        await using var b = new Origin(name: "b");
        await using var plane = await RunningDataPlane.StartAsync(a, b);
        await plane.EditAsync(draft =>
        {
            draft.RotateAffinityKeys(TimeSpan.FromHours(1));
            draft.Put(
                draft.Snapshot.Pools.Find(Pool.DefaultName)! with
                {
                    Affinity = new() { Kind = AffinityKind.Cookie },
                }
            );
        });
        using var client = plane.Connect();
        var first = await client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        var cookie = first
            .Head.Split("\r\n")
            .Single(static line =>
                line.StartsWith("Set-Cookie:", StringComparison.OrdinalIgnoreCase)
            )
            .Split(':', 2)[1]
            .Split(';')[0]
            .Trim();

        var pool = (
            await plane.ExplainAsync(
                new { headers = new Dictionary<string, string> { ["Cookie"] = cookie } }
            )
        ).GetProperty("pools")[0];

        var affinity = pool.GetProperty("affinity");
        Assert.Equal(first.Body, affinity.GetProperty("backend").GetString());
        Assert.True(affinity.GetProperty("isKept").GetBoolean());
        Assert.Equal("certain", pool.GetProperty("choice").GetProperty("kind").GetString());
    }
}
