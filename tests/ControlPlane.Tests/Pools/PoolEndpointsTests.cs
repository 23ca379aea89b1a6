namespace LbPlatform.ControlPlane.Tests.Pools;

/// <summary>What /pools promises beyond what every kind of resource does.</summary>
public sealed class PoolEndpointsTests : ApiTests
{
    [Fact]
    public async Task Post_WithoutAName_SaysSo() =>
        Assert.Equal(["/name required"], (await Api.SendAsync("POST", "/pools", "{}")).Errors);

    [Fact]
    public async Task Post_EverythingWrong_EveryMistakeIsNamedAtOnce()
    {
        var refused = await Api.SendAsync(
            "POST",
            "/pools",
            """
            {"name":"A pool","balancng":{},"probe":{"interval":10},"balancing":{"policy":"leastRequest","hashOn":7,"boundedLoadPercent":99},
            "resilience":{"ejection":{"consecutiveFailures":-1,"silence":"499ms","bySuccessRate":"yes","failurePercent":101,"latencyFactor":1,"baseTime":"10","longestTime":"25h","mostPercent":-1,"max":1},"retry":{"attempts":6,"onReset":1,"statuses":"200-599","tryTimeout":"2h","backOff":"2s","budgetPercent":101,"budgetMinimum":-1,"bodyBytes":1048577},"capacity":{"requestsPerBackend":-1,"requests":1000001,"queueLength":-1,"queueTimeout":"11m","que":1},"breaker":{"failurePercent":101,"leastRequests":0,"window":"11m","openTime":"0s","recoveryTime":"2h","ramp":1},"panicPercent":101,"slowStart":"61m"},
            "transport":{"protocol":"h2"}}
            """
        );

        Assert.Equal((400, "invalid"), (refused.Status, refused.Code));
        Assert.Equal(
            [
                "/balancing/boundedLoadPercent bad_balancing",
                "/balancing/hashOn wrong_type",
                "/balancing/policy bad_value",
                "/balancng unknown_field",
                "/name bad_name",
                "/probe/interval wrong_type",
                "/resilience/breaker/failurePercent bad_resilience",
                "/resilience/breaker/leastRequests bad_resilience",
                "/resilience/breaker/openTime bad_resilience",
                "/resilience/breaker/ramp unknown_field",
                "/resilience/breaker/recoveryTime bad_resilience",
                "/resilience/breaker/window bad_resilience",
                "/resilience/capacity/que unknown_field",
                "/resilience/capacity/queueLength bad_resilience",
                "/resilience/capacity/queueTimeout bad_resilience",
                "/resilience/capacity/requests bad_resilience",
                "/resilience/capacity/requestsPerBackend bad_resilience",
                "/resilience/ejection/baseTime bad_resilience",
                "/resilience/ejection/bySuccessRate wrong_type",
                "/resilience/ejection/consecutiveFailures bad_resilience",
                "/resilience/ejection/failurePercent bad_resilience",
                "/resilience/ejection/latencyFactor bad_resilience",
                "/resilience/ejection/longestTime bad_resilience",
                "/resilience/ejection/max unknown_field",
                "/resilience/ejection/mostPercent bad_resilience",
                "/resilience/ejection/silence bad_resilience",
                "/resilience/panicPercent bad_resilience",
                "/resilience/retry/attempts bad_resilience",
                "/resilience/retry/backOff bad_resilience",
                "/resilience/retry/bodyBytes bad_resilience",
                "/resilience/retry/budgetMinimum bad_resilience",
                "/resilience/retry/budgetPercent bad_resilience",
                "/resilience/retry/onReset wrong_type",
                "/resilience/retry/statuses bad_resilience",
                "/resilience/retry/tryTimeout bad_resilience",
                "/resilience/slowStart bad_resilience",
                "/transport/protocol bad_transport",
            ],
            refused.Errors.Order(StringComparer.Ordinal)
        );
        Assert.Contains("Did you mean 'leastRequests'?", refused.Text);
        Assert.Contains("from 1s to 1d", refused.Text);
        Assert.Equal(1, Api.Store.Current.Revision.Value);
    }

    [Theory]
    [InlineData("""{"balancing":{"policy":"consistentHash"}}""", "")]
    [InlineData("""{"balancing":{"policy":"consistentHash","hashOn":"path"}}""", "")]
    [InlineData("""{"balancing":{"policy":"roundRobin","hashOn":"source"}}""", "")]
    [InlineData("""{"balancing":{"policy":"consistentHash","boundedLoadPercent":100}}""", "")]
    [InlineData(
        """{"balancing":{"policy":"consistentHash","hashOn":"cookie","hashName":"a b"}}""",
        "/balancing/hashName bad_balancing"
    )]
    [InlineData(
        """{"balancing":{"policy":"consistentHash","hashOn":"header"}}""",
        "/balancing/hashName bad_balancing"
    )]
    [InlineData(
        """{"balancing":{"policy":"consistentHash","hashName":"X"}}""",
        "/balancing/hashName bad_balancing"
    )]
    [InlineData(
        """{"balancing":{"hashOn":"path","hashName":"X","boundedLoadPercent":150}}""",
        "/balancing/hashOn bad_balancing,/balancing/hashName bad_balancing,/balancing/boundedLoadPercent bad_balancing"
    )]
    [InlineData("""{"balancing":{"zonePreference":"off","zoneSpillBelowPercent":100}}""", "")]
    [InlineData("""{"balancing":{"policy":"consistentHash","zonePreference":"sameZone"}}""", "")]
    [InlineData(
        """{"balancing":{"zonePreference":"samezone","zoneSpillBelowPercent":101}}""",
        "/balancing/zonePreference bad_value,/balancing/zoneSpillBelowPercent bad_balancing"
    )]
    [InlineData(
        """{"balancing":{"zoneSpillBelowPercent":-1}}""",
        "/balancing/zoneSpillBelowPercent bad_balancing"
    )]
    [InlineData("""{"balancing":[]}""", "/balancing wrong_type")]
    [InlineData("""{"resilience":{"ejection":{"baseTime":"5m"}}}""", "")]
    [InlineData(
        """{"resilience":{"ejection":{"baseTime":"301s"}}}""",
        "/resilience/ejection/longestTime bad_resilience"
    )]
    [InlineData("""{"resilience":{"ejection":{"latencyFactor":0}}}""", "")]
    [InlineData(
        """{"resilience":{"retry":{"statuses":"399"}}}""",
        "/resilience/retry/statuses bad_resilience"
    )]
    [InlineData(
        """{"resilience":{"retry":{"attempts":0}}}""",
        "/resilience/retry/attempts bad_resilience"
    )]
    [InlineData("""{"resilience":{"capacity":{"queueTimeout":"0s"}}}""", "")]
    [InlineData("""{"resilience":{"slowStart":"1h","panicPercent":100}}""", "")]
    [InlineData("""{"probe":{"timeout":"11s"}}""", "/probe/timeout bad_probe")]
    public async Task Patch_Settings_AreCheckedTogether(string patch, string errors)
    {
        var reply = await Api.SendAsync("PATCH", "/pools/default", patch);

        Assert.Equal(errors, reply.Status == 200 ? "" : string.Join(',', reply.Errors));
    }

    [Fact]
    public async Task Patch_PolicyOfAPoolThatHashes_SaysWhichSettingsAreInTheWay()
    {
        await Api.SendAsync(
            "PATCH",
            "/pools/default",
            """{"balancing":{"policy":"consistentHash","hashOn":"header","hashName":"X-User"}}"""
        );

        var refused = await Api.SendAsync(
            "PATCH",
            "/pools/default",
            """{"balancing":{"policy":"random"}}"""
        );
        var accepted = await Api.SendAsync(
            "PATCH",
            "/pools/default",
            """{"balancing":{"policy":"random","hashOn":null,"hashName":null}}"""
        );

        Assert.Equal(
            ["/balancing/hashOn bad_balancing", "/balancing/hashName bad_balancing"],
            refused.Errors
        );
        Assert.Contains("Set hashOn to null", refused.Text);
        Assert.Equal(
            """{"policy":"random","zonePreference":"sameZone","zoneSpillBelowPercent":70}""",
            accepted.Field("balancing")
        );
    }

    [Fact]
    public async Task Delete_PoolInUse_NamesByWhatAndIsDoneOnceEmpty()
    {
        await Api.SendAsync("POST", "/pools", """{"name":"api"}""");
        for (var n = 0; n < 12; n++)
        {
            await Api.AddAsync($"b{n:00}", ""","pool":"api" """);
        }

        var refused = await Api.SendAsync("DELETE", "/pools/api");

        Assert.Equal((409, "in_use"), (refused.Status, refused.Code));
        Assert.StartsWith(
            "Pool 'api' is used by backends 'b00', 'b01', 'b02', 'b03', 'b04', 'b05', 'b06', 'b07', 'b08', 'b09' and 2 others.",
            refused.Field("detail")
        );
        var users = refused.Json.GetProperty("usedBy");
        Assert.Equal(10, users.GetArrayLength());
        Assert.Equal("/backends/b00", users[0].GetProperty("href").GetString());
        for (var n = 0; n < 12; n++)
        {
            await Api.SendAsync("DELETE", $"/backends/b{n:00}");
        }

        Assert.Equal(204, (await Api.SendAsync("DELETE", "/pools/api")).Status);
    }

    [Fact]
    public async Task Delete_PoolThatCannotBeReadAndIsInUse_NamesByWhat()
    {
        await Api.SendAsync("POST", "/pools", """{"name":"api"}""");
        await Api.AddAsync("one", ""","pool":"api" """);
        Api.Damage("UPDATE pools SET balancing = 'nonsense' WHERE name = 'api'");
        await RestartAsync();

        var refused = await Api.SendAsync("DELETE", "/pools/api");
        await Api.SendAsync("PATCH", "/backends/one", """{"pool":"default"}""");

        Assert.Equal((409, "in_use"), (refused.Status, refused.Code));
        Assert.Contains("backend 'one'", refused.Field("detail"));
        Assert.Equal(204, (await Api.SendAsync("DELETE", "/pools/api")).Status);
    }

    [Fact]
    public async Task Default_StaysWithItsName_AndMayBeChanged()
    {
        await Api.SendAsync("POST", "/pools", """{"name":"api"}""");
        var removed = await Api.SendAsync("DELETE", "/pools/default");
        var renamed = await Api.SendAsync("PATCH", "/pools/default", """{"name":"other"}""");
        var replaced = await Api.SendAsync("PUT", "/pools/default", """{"probe":{"path":"/x"}}""");

        Assert.Equal((409, "permanent"), (removed.Status, removed.Code));
        Assert.Equal((409, "permanent"), (renamed.Status, renamed.Code));
        Assert.Equal((200, "default"), (replaced.Status, replaced.Field("name")));
    }

    [Fact]
    public async Task Patch_ProbeThatSomeBackendsDoNotFit_NamesThem()
    {
        await Api.AddAsync("slow", ""","probe":{"timeout":"9s"}""");

        var refused = await Api.SendAsync(
            "PATCH",
            "/pools/default",
            """{"probe":{"interval":"5s"}}"""
        );

        Assert.Equal(["/probe/timeout bad_probe"], refused.Errors);
        Assert.Contains("Backend 'slow'", refused.Text);
    }

    [Fact]
    public async Task Get_CountsTheBackends()
    {
        await Api.SendAsync("POST", "/pools", """{"name":"api"}""");
        await Api.AddAsync("one", ""","pool":"api" """);
        await Api.AddAsync("two", ""","pool":"api" """);

        Assert.Equal("2", (await Api.GetAsync("/pools/api")).Field("backends"));
        Assert.Equal("0", (await Api.GetAsync("/pools/default")).Field("backends"));
    }

    [Fact]
    public async Task Rename_BackendsStayInIt()
    {
        await Api.SendAsync("POST", "/pools", """{"name":"api"}""");
        await Api.AddAsync("one", ""","pool":"api" """);

        await Api.SendAsync("PATCH", "/pools/api", """{"name":"apis"}""");

        Assert.Equal("apis", (await Api.GetAsync("/backends/one")).Field("pool"));
        Assert.Equal(["one"], (await Api.GetAsync("/backends?pool=apis")).Names);
    }
}
