using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests;

/// <summary>Pools choose as they are configured to, and a change of that takes effect while traffic flows.</summary>
public sealed class BalancingTests
{
    [Fact]
    public async Task Weights_Changed_AreFollowedAtOnce()
    {
        await using var a = new Origin(name: "a");
        await using var b = new Origin(name: "b");
        await using var plane = await RunningDataPlane.StartAsync(a, b);

        await plane.EditAsync(draft => Weigh(draft, "a", 300));

        Assert.Equal((30, 10), Count(await plane.GetAsync(40)));
    }

    [Fact]
    public async Task Policy_ConsistentHash_KeepsAHeaderOnOneBackend()
    {
        await using var a = new Origin(name: "a");
        await using var b = new Origin(name: "b");
        await using var plane = await RunningDataPlane.StartAsync(a, b);
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

        var perUser = new List<string>();
        for (var user = 0; user < 20; user++)
        {
            plane.Client.DefaultRequestHeaders.Remove("X-User");
            plane.Client.DefaultRequestHeaders.Add("X-User", $"user {user}");
            perUser.Add(Assert.Single((await plane.GetAsync(3)).Distinct()));
        }

        Assert.Equal(2, perUser.Distinct().Count());
    }

    [Fact]
    public async Task Tier_FirstDies_TheBackupServesUntilItReturns()
    {
        await using var a = new Origin(name: "a");
        await using var b = new Origin(name: "b");
        await using var plane = await RunningDataPlane.StartAsync(a, b);
        await plane.EditAsync(draft =>
            draft.Put(draft.Snapshot.Backends.Find("b")! with { Tier = 1 })
        );

        Assert.Equal(["a", "a"], await plane.GetAsync(2));
        a.Kill();
        Assert.Equal(["b", "b"], await plane.GetAsync(2));
    }

    private static void Weigh(
        State.Store.Configuration.ConfigurationDraft draft,
        string name,
        int weight
    ) => draft.Put(draft.Snapshot.Backends.Find(name)! with { Weight = weight });

    private static (int, int) Count(IEnumerable<string> names)
    {
        var all = names.ToArray();
        return (all.Count(static name => name == "a"), all.Count(static name => name == "b"));
    }
}
