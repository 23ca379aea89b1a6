using LbPlatform.State.Traffic;

namespace LbPlatform.ControlPlane.Traffic;

/// <summary>A backend's traffic as its data planes counted it.</summary>
/// <param name="Backend">Its name.</param>
/// <param name="InFlight">Requests that it is working on, of all live data planes.</param>
/// <param name="Total">The sum of all nodes below.</param>
/// <param name="Nodes">What each data plane counted.</param>
internal sealed record TrafficResponse(
    string Backend,
    long InFlight,
    TrafficFigures Total,
    IReadOnlyList<TrafficResponse.Node> Nodes
)
{
    public static TrafficResponse Of(
        string backend,
        IReadOnlyList<(NodeCount Known, bool IsLive)> counts
    ) =>
        new(
            backend,
            counts
                .Where(static one => one.IsLive)
                .Sum(static one => (long)one.Known.Count.InFlight),
            TrafficFigures.Of(
                counts.Aggregate(
                    TrafficCounts.Zero,
                    static (sum, one) => sum.Plus(one.Known.Count.Counts)
                )
            ),
            [.. counts.Select(static one => Node.Of(one.Known, one.IsLive))]
        );

    /// <summary>What one data plane counted.</summary>
    /// <param name="Id">Its id, as in /nodes.</param>
    /// <param name="IsLive">Whether it reports.</param>
    /// <param name="Since">When it began to count, by its clock.</param>
    /// <param name="ReportedAt">When it read its counters last.</param>
    /// <param name="InFlight">Requests in flight then; absent where it is not live.</param>
    /// <param name="IsEjected">Whether its traffic left the backend out then; absent where it is not live.</param>
    /// <param name="Ejection">Why, since when and how long; absent where it is not left out.</param>
    /// <param name="Figures">The counters.</param>
    internal sealed record Node(
        string Id,
        bool IsLive,
        DateTimeOffset Since,
        DateTimeOffset ReportedAt,
        int? InFlight,
        bool? IsEjected,
        BackendEjection? Ejection,
        TrafficFigures Figures
    )
    {
        public static Node Of(NodeCount known, bool isLive) =>
            new(
                known.NodeId,
                isLive,
                known.Count.Since,
                known.ReportedAt,
                isLive ? known.Count.InFlight : null,
                isLive ? known.Count.Ejection is not null : null,
                isLive ? known.Count.Ejection : null,
                TrafficFigures.Of(known.Count.Counts)
            );
    }
}
