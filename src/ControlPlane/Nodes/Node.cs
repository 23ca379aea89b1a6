using LbPlatform.State.Nodes;

namespace LbPlatform.ControlPlane.Nodes;

/// <summary>A process that reported.</summary>
/// <param name="Report">What it said last.</param>
/// <param name="ReportedAt">When, UTC.</param>
/// <param name="Timestamp">When, as the clock counts that nobody sets.</param>
internal sealed record Node(NodeReport Report, DateTimeOffset ReportedAt, long Timestamp)
{
    /// <summary>Whether it is known only from before this process started, and has not reported since.</summary>
    public bool IsRemembered { get; init; }
}
