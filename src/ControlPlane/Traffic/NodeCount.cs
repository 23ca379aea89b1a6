using LbPlatform.State.Traffic;

namespace LbPlatform.ControlPlane.Traffic;

/// <summary>What one data plane said last of one backend.</summary>
/// <param name="NodeId">The data plane.</param>
/// <param name="Epoch">Its life.</param>
/// <param name="ReportedAt">When its counters were read, by its clock, UTC.</param>
/// <param name="Count">The counters.</param>
internal sealed record NodeCount(
    string NodeId,
    string Epoch,
    DateTimeOffset ReportedAt,
    BackendCount Count
);
