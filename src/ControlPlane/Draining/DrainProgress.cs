using LbPlatform.ControlPlane.Nodes;
using LbPlatform.State.Nodes;

namespace LbPlatform.ControlPlane.Draining;

/// <summary>Joins what the data planes say of a drain. Pure.</summary>
internal static class DrainProgress
{
    /// <summary>How far <paramref name="backend"/> is drained at <paramref name="now"/>; <c>null</c> where it does not drain.</summary>
    /// <param name="backend">The backend.</param>
    /// <param name="current">The configuration.</param>
    /// <param name="nodes">All processes whose last report is not too old.</param>
    /// <param name="now">The time, UTC.</param>
    public static DrainResponse? Of(
        Backend backend,
        ConfigurationSnapshot current,
        IEnumerable<Node> nodes,
        DateTimeOffset now
    )
    {
        if (backend.AdministrativeState != AdministrativeState.Draining)
        {
            return null;
        }

        var drain =
            backend.Drain ?? new() { Since = backend.UpdatedAt, Deadline = backend.UpdatedAt };
        List<NodeDrain> counts =
        [
            .. nodes
                .Where(static node => node.Report.Kind == NodeKind.DataPlane)
                .Select(node => (Node: node, Count: CountOf(node.Report, backend, current.StoreId)))
                // One that stops acts on no change any more; what it says of requests in flight counts.
                .Where(static one => one.Count is not null || !one.Node.Report.IsStopping)
                .Select(static one => new NodeDrain(one.Node.Report.Id, one.Count)),
        ];
        var mayComeStill =
            drain.Deadline > now
            && current.Pools.Find(backend.PoolId)?.Affinity.Kind is not (null or AffinityKind.None);
        return new(
            counts.Count > 0
            && !mayComeStill
            && counts.TrueForAll(static count => count.InFlight == 0)
                ? DrainState.Drained
                : DrainState.Draining,
            drain.Since,
            drain.Deadline,
            drain.ThenRemove,
            counts.Sum(static count => count.InFlight ?? 0),
            counts
        );
    }

    private static int? CountOf(NodeReport report, Backend backend, string storeId) =>
        report.StoreId == storeId && new Revision(report.AppliedRevision) >= backend.Revision
            ? report.Draining.FirstOrDefault(one => one.BackendId == backend.Id)?.InFlight
            : null;
}
