using LbPlatform.ControlPlane.Draining;
using LbPlatform.ControlPlane.Nodes;
using LbPlatform.State;
using LbPlatform.State.Model;
using LbPlatform.State.Nodes;
using LbPlatform.State.Snapshots;

namespace LbPlatform.ControlPlane.Tests.Draining;

public sealed class DrainProgressTests
{
    private static readonly DateTimeOffset Now = Some.Instant;

    private static readonly Backend Draining = Some.Backend("b") with
    {
        AdministrativeState = AdministrativeState.Draining,
        Drain = new() { Since = Now, Deadline = Now.AddSeconds(30) },
        Revision = new Revision(5),
    };

    [Fact]
    public void Of_OneThatDoesNotDrain_IsNothing() =>
        Assert.Null(DrainProgress.Of(Some.Backend("b"), Snapshot(), [Node("a", 5, 0)], Now));

    [Theory]
    [InlineData("a:5:0", "Drained 0")]
    [InlineData("a:5:0 b:6:0", "Drained 0")]
    [InlineData("a:5:2 b:6:1", "Draining 3")]
    // It does not act on the drain yet.
    [InlineData("a:4:0 b:6:0", "Draining 0")]
    // Its count cannot be relied on yet.
    [InlineData("a:5:- b:6:0", "Draining 0")]
    // Nobody is there to say so.
    [InlineData("", "Draining 0")]
    public void Of_ReportsOfDataPlanes_AreJoined(string nodes, string expected)
    {
        var progress = DrainProgress.Of(Draining, Snapshot(), Nodes(nodes), Now)!;

        Assert.Equal(expected, $"{progress.State} {progress.InFlight}");
    }

    [Fact]
    public void Of_ClientsAreTied_IsDrainedOnlyAfterTheDeadline()
    {
        var current = Snapshot(AffinityKind.Cookie);
        var nodes = Nodes("a:5:0");

        Assert.Equal(
            DrainState.Draining,
            DrainProgress.Of(Draining, current, nodes, Now.AddSeconds(29))!.State
        );
        Assert.Equal(
            DrainState.Drained,
            DrainProgress.Of(Draining, current, nodes, Now.AddSeconds(30))!.State
        );
    }

    [Fact]
    public void Of_OneThatStops_CountsWhileItHasRequests()
    {
        var stopping = Node("a", 5, 1);
        stopping = stopping with { Report = stopping.Report with { IsStopping = true } };
        var unaware = Node("c", 4, 0);
        unaware = unaware with { Report = unaware.Report with { IsStopping = true } };

        var progress = DrainProgress.Of(
            Draining,
            Snapshot(),
            [stopping, unaware, Node("b", 5, 0)],
            Now
        )!;

        Assert.Equal(DrainState.Draining, progress.State);
        Assert.Equal([new("a", 1), new("b", 0)], progress.Nodes);
    }

    [Fact]
    public void Of_AnotherStoresDataPlane_IsNotBelieved()
    {
        var other = Node("a", 5, 0);
        other = other with { Report = other.Report with { StoreId = "other" } };

        Assert.Equal(
            DrainState.Draining,
            DrainProgress.Of(Draining, Snapshot(), [other], Now)!.State
        );
    }

    private static ConfigurationSnapshot Snapshot(AffinityKind kind = AffinityKind.None)
    {
        var snapshot = Some.Snapshot(Draining);
        return snapshot with
        {
            Pools = snapshot.Pools.Put(Some.Pool() with { Affinity = new() { Kind = kind } }),
        };
    }

    private static List<Node> Nodes(string nodes) =>
        [
            .. nodes
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(static node => node.Split(':'))
                .Select(static parts =>
                    Node(
                        parts[0],
                        long.Parse(parts[1]),
                        parts[2] == "-" ? null : int.Parse(parts[2])
                    )
                ),
        ];

    private static Node Node(string id, long applied, int? inFlight) =>
        new(
            new()
            {
                Id = id,
                Kind = NodeKind.DataPlane,
                Version = "1",
                StartedAt = Now,
                Urls = [],
                StoreId = "store",
                AppliedRevision = applied,
                Draining = inFlight is { } count ? [new(Draining.Id, count)] : [],
            },
            Now,
            0
        );
}
