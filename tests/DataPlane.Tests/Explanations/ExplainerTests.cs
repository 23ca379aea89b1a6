using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Explanations;

/// <summary>What the data plane says of requests that it refuses or answers itself, and that it does just that.</summary>
public sealed class ExplainerTests
{
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

        var other = await plane.ExplainAsync(new { host = "other.test" });
        var shop = await plane.ExplainAsync(new { host = "shop.test:8080" });

        Assert.False(other.TryGetProperty("route", out _));
        Assert.Equal(404, other.GetProperty("refusal").GetProperty("status").GetInt32());
        Assert.Equal("default", shop.GetProperty("route").GetString());
    }

    [Theory]
    [InlineData("/a#b", "target-characters")]
    [InlineData("/a/%2e%2e%2fb", "target-dots")]
    [InlineData("/a%00b", "target-nul")]
    public async Task Explain_BreaksARule_NamesIt(string path, string rule)
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);

        var refusal = (await plane.ExplainAsync(new { path })).GetProperty("refusal");
        using var client = plane.Connect();
        var real = await client.SendAsync($"GET {path} HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal(rule, refusal.GetProperty("rule").GetString());
        Assert.Equal(real.Status, refusal.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Explain_Redirect_SaysWhere()
    {
        await using var plane = await RunningDataPlane.StartAsync();
        await plane.ActAsync(static _ =>
            new()
            {
                Redirect = new() { Status = 308, Host = "new.test" },
            }
        );

        var answer = (await plane.ExplainAsync(new { path = "/x" })).GetProperty("answer");

        Assert.Equal("redirect", answer.GetProperty("kind").GetString());
        Assert.Equal(308, answer.GetProperty("status").GetInt32());
        Assert.Equal("http://new.test/x", answer.GetProperty("location").GetString());
    }

    [Fact]
    public async Task Explain_Limits_AreAskedAndNotUsedUp()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        await plane.EditAsync(draft =>
            draft.Put(
                draft.Snapshot.Routes.Find(Route.DefaultName)! with
                {
                    Limits = new()
                    {
                        Deny = NetworkList.Parse("203.0.113.0/24"),
                        RateLimits = [new() { Requests = 1, Period = TimeSpan.FromHours(1) }],
                    },
                }
            )
        );

        var denied = await plane.ExplainAsync(new { client = "203.0.113.7" });
        for (var n = 0; n < 3; n++)
        {
            Assert.False((await plane.ExplainAsync(new { })).TryGetProperty("refusal", out _));
        }

        await plane.GetAsync();
        var limited = await plane.ExplainAsync(new { });

        Assert.Equal("denied", denied.GetProperty("refusal").GetProperty("code").GetString());
        Assert.Equal("default", denied.GetProperty("route").GetString());
        Assert.Equal(
            "rate_limited",
            limited.GetProperty("refusal").GetProperty("code").GetString()
        );
    }

    [Fact]
    public async Task Explain_TrustedProxy_GoesByWhomItNames()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartWithListenerAsync(
            ["Identity:TrustedProxies:0=10.0.0.0/8"],
            a
        );

        var answer = await plane.ExplainAsync(
            new
            {
                client = "10.0.0.1",
                headers = new Dictionary<string, string> { ["X-Forwarded-For"] = "192.0.2.1" },
            }
        );

        Assert.Equal("192.0.2.1", answer.GetProperty("client").GetString());
    }
}
