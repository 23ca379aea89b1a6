using System.Collections.Immutable;
using LbPlatform.DataPlane.Actions;
using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Model;
using LbPlatform.State.Routing;
using LbPlatform.State.Snapshots;
using Microsoft.AspNetCore.Http;

namespace LbPlatform.DataPlane.Tests.Actions;

public sealed class PoolSplitTests
{
    [Theory]
    [InlineData(1_000, 90, 10)]
    [InlineData(1_000, 99, 1)]
    [InlineData(1_000, 1, 1, 1)]
    [InlineData(1_000, 5, 1, 1, 0)]
    [InlineData(10_000, 999, 1)]
    [InlineData(1_000, 1_000_000, 333_333, 7)]
    public void Pick_ManyRequests_KeepsSharesWithinOnePercent(int count, params int[] weights)
    {
        var split = Of(weights);
        var counts = new int[weights.Length];
        var context = new DefaultHttpContext();

        for (var n = 1; n <= count; n++)
        {
            counts[int.Parse(split.Pick(context, "/").Id)]++;
            for (var pool = 0; n >= 200 && pool < weights.Length; pool++)
            {
                // At every point, not only at the end.
                Assert.InRange(
                    (double)counts[pool] / n,
                    Share(weights, pool) - 0.01,
                    Share(weights, pool) + 0.01
                );
            }
        }
    }

    [Fact]
    public void Pick_Sticky_KeepsAClientAndMovesFewWhenSharesChange()
    {
        var before = Of([90, 10], new() { On = HashSource.Header, Name = "User" });
        var after = Of([80, 20], new() { On = HashSource.Header, Name = "User" });
        var (canary, moved) = (0, 0);
        const int Users = 20_000;

        for (var user = 0; user < Users; user++)
        {
            var context = new DefaultHttpContext();
            context.Request.Headers["User"] = $"user-{user}";
            var pool = before.Pick(context, "/").Id;
            Assert.Equal(pool, before.Pick(context, "/other").Id);
            canary += pool == "1" ? 1 : 0;
            moved += pool != after.Pick(context, "/").Id ? 1 : 0;
        }

        Assert.InRange((double)canary / Users, 0.09, 0.11);
        Assert.InRange((double)moved / Users, 0.09, 0.11);
    }

    [Fact]
    public void Pick_NobodyInAPoolIsEligible_TheOthersTakeItsShare()
    {
        var split = Of([1, 1], sticky: null, empty: 1);
        var context = new DefaultHttpContext();

        Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal("0", split.Pick(context, "/").Id));
    }

    [Fact]
    public async Task Route_SplitsTraffic_AndKeepsACookieTogether()
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
                        new() { PoolId = draft.AddPool(a), Weight = 3 },
                        new() { PoolId = draft.AddPool(b), Weight = 1 },
                    ],
                },
            }
        );

        var bodies = await plane.GetAsync(80);
        await plane.ActAsync(draft =>
            new()
            {
                Split = draft.Snapshot.Routes.Find(Route.DefaultName)!.Action.Split! with
                {
                    Sticky = new() { On = HashSource.Cookie, Name = "id" },
                },
            }
        );
        using var client = plane.Connect();
        var seen = new HashSet<string>();
        for (var user = 0; user < 20; user++)
        {
            var request = $"GET / HTTP/1.1\r\nHost: h\r\nCookie: id=u{user}\r\n\r\n";
            var first = await client.SendAsync(request);
            Assert.Equal(first.Body, (await client.SendAsync(request)).Body);
            seen.Add(first.Body);
        }

        Assert.InRange(bodies.Count(static body => body == "b"), 19, 21);
        Assert.Equal(2, seen.Count);
    }

    private static double Share(int[] weights, int pool) => (double)weights[pool] / weights.Sum();

    private static PoolSplit Of(int[] weights, StickyKey? sticky = null, int empty = -1) =>
        PoolSplit.Of(
            new()
            {
                Pools =
                [
                    .. weights.Select(
                        static (weight, at) => new PoolShare { PoolId = $"{at}", Weight = weight }
                    ),
                ],
                Sticky = sticky,
            },
            id => Pool(id, isEmpty: id == $"{empty}")
        )!;

    private static PoolState Pool(string id, bool isEmpty)
    {
        var pool = new PoolState(id, new RoundRobin());
        ImmutableArray<BackendState> backends = isEmpty ? [] : [new(Some.Backend("a"))];
        pool.Configure(
            id,
            TimeSpan.Zero,
            BalancingSettings.Default,
            ResilienceSettings.Default,
            affinity: null,
            backends,
            HealthSnapshot.Empty
        );
        return pool;
    }
}
