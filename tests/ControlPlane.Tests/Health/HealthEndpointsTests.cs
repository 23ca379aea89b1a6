using LbPlatform.State.Health;
using LbPlatform.State.Store.Health;

namespace LbPlatform.ControlPlane.Tests.Health;

/// <summary>What a poller wrote, as the API tells it.</summary>
public sealed class HealthEndpointsTests : ApiTests
{
    [Fact]
    public async Task Health_NeverProbed_IsUnknownEverywhere()
    {
        await Api.AddAsync("one");

        Assert.Equal(
            """{"status":"unknown","administrativeState":"enabled","ejections":[]}""",
            (await Api.GetAsync("/backends/one/health")).Text
        );
        Assert.False((await Api.GetAsync("/backends/one")).Json.TryGetProperty("health", out _));
        Assert.Equal("1", (await Api.GetAsync("/health")).Field("unknown"));
        Assert.Empty(
            (await Api.GetAsync("/backends/one/probes")).Json.GetProperty("items").EnumerateArray()
        );
    }

    [Fact]
    public async Task Health_Judged_SaysSinceWhenAndWhy()
    {
        await WriteAsync();

        var health = await Api.GetAsync("/backends/one/health");

        Assert.Equal(
            """{"status":"unhealthy","since":"2026-01-01T00:00:02.000Z","reason":"refused","detail":"connection refused","lastProbe":{"checkedAt":"2026-01-01T00:00:03.000Z","outcome":"timeout","latencyMs":1.5,"detail":"no answer"},"administrativeState":"enabled","ejections":[]}""",
            health.Text
        );
        Assert.Equal(
            """{"status":"unhealthy","since":"2026-01-01T00:00:02.000Z","reason":"refused","detail":"connection refused","lastCheckedAt":"2026-01-01T00:00:03.000Z"}""",
            (await Api.GetAsync("/backends/one")).Field("health")
        );
        Assert.Equal(["one"], (await Api.GetAsync("/backends?health=unhealthy")).Names);
        var overview = await Api.GetAsync("/health?status=unhealthy");
        Assert.Equal("1", overview.Field("unhealthy"));
        Assert.Equal(
            "one",
            overview.Json.GetProperty("items")[0].GetProperty("backend").GetString()
        );
    }

    /// <summary>A flip leaves the backend's revision as it is, but not what a conditional reader must be told.</summary>
    [Fact]
    public async Task Health_Judged_MakesAnotherEntityTag()
    {
        await Api.AddAsync("one");
        var before = (await Api.GetAsync("/backends/one")).Headers["ETag"];
        Judge("one");

        var after = await Api.GetAsync("/backends/one", ("If-None-Match", before));

        Assert.Equal(200, after.Status);
        Assert.NotEqual(before, after.Headers["ETag"]);
        Assert.Equal(
            304,
            (await Api.GetAsync("/backends/one", ("If-None-Match", after.Headers["ETag"]))).Status
        );
    }

    [Fact]
    public async Task History_Pages_NewestFirst()
    {
        await WriteAsync();

        var first = await Api.GetAsync("/backends/one/probes?limit=3");
        var second = await Api.GetAsync(first.Next!);

        Assert.Equal(["timeout", "refused", "ok"], Outcomes(first));
        Assert.Equal(["ok"], Outcomes(second));
        Assert.Null(second.Next);
        Assert.Equal(
            ["refused"],
            Outcomes(await Api.GetAsync("/backends/one/probes?outcome=refused"))
        );
        Assert.Equal(
            ["refused", "ok"],
            Outcomes(
                await Api.GetAsync(
                    "/backends/one/probes?from=2026-01-01T00:00:01Z&to=2026-01-01T01:00:03%2B01:00"
                )
            )
        );
        var flips = (await Api.GetAsync("/backends/one/transitions")).Json.GetProperty("items");
        Assert.Equal("unhealthy", flips[0].GetProperty("to").GetString());
        Assert.Equal("healthy", flips[1].GetProperty("to").GetString());
    }

    [Theory]
    [InlineData("from=yesterday", "from bad_query")]
    [InlineData("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "from bad_query")]
    [InlineData("outcome=bad", "outcome bad_query")]
    [InlineData("cursor=MTp4", "cursor bad_query")]
    public async Task History_BadQuery_IsRefused(string query, string error)
    {
        await Api.AddAsync("one");

        var refused = await Api.GetAsync($"/backends/one/probes?{query}");

        Assert.Equal(400, refused.Status);
        Assert.Equal([error], refused.Errors);
    }

    private static string[] Outcomes(ApiUnderTest.Reply reply) =>
        [
            .. reply
                .Json.GetProperty("items")
                .EnumerateArray()
                .Select(static item => item.GetProperty("outcome").GetString()!),
        ];

    private async Task WriteAsync()
    {
        await Api.AddAsync("one");
        Judge("one");
    }

    private void Judge(string name)
    {
        var id = Api.Store.Current.Backends.Find(name)!.Id;
        var results = new[]
        {
            Result(0, ProbeOutcome.Ok, null),
            Result(1, ProbeOutcome.Ok, null),
            Result(2, ProbeOutcome.Refused, "connection refused"),
            Result(3, ProbeOutcome.Timeout, "no answer"),
        };
        using var store = new HealthStore(Api.StoreOptions);
        store.Write(
            new()
            {
                Probed = [new(id, name, "default", $"http://{name}.test")],
                Results = results,
                Transitions =
                [
                    new(
                        id,
                        results[0].CheckedAt,
                        HealthStatus.Unknown,
                        HealthStatus.Healthy,
                        results[0]
                    ),
                    new(
                        id,
                        results[2].CheckedAt,
                        HealthStatus.Healthy,
                        HealthStatus.Unhealthy,
                        results[2]
                    ),
                ],
                Current =
                [
                    new()
                    {
                        BackendId = id,
                        Status = HealthStatus.Unhealthy,
                        Since = results[2].CheckedAt,
                        LastProbe = results[3],
                    },
                ],
            }
        );

        ProbeResult Result(int second, ProbeOutcome outcome, string? detail) =>
            new(
                id,
                Some.Instant.AddSeconds(second),
                outcome,
                TimeSpan.FromMilliseconds(1.5),
                Detail: detail
            );
    }
}
