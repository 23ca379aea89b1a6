using LbPlatform.State.Traffic;

namespace LbPlatform.State.Store.Traffic;

/// <summary>
/// How far a data plane's counters of a backend are in the roll-ups. It is kept with them, in one transaction: what a restart
/// of ControlPlane finds there is neither counted twice nor lost.
/// </summary>
/// <param name="NodeId">The data plane.</param>
/// <param name="BackendId">The backend.</param>
/// <param name="Epoch">The life of the data plane.</param>
/// <param name="Since">When its counters were at zero, UTC.</param>
/// <param name="ReportedAt">When they were read, UTC.</param>
/// <param name="Counts">How far they were then.</param>
public sealed record TrafficBaseline(
    string NodeId,
    string BackendId,
    string Epoch,
    DateTimeOffset Since,
    DateTimeOffset ReportedAt,
    TrafficCounts Counts
);
