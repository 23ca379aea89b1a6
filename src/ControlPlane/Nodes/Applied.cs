using LbPlatform.State.Nodes;

namespace LbPlatform.ControlPlane.Nodes;

/// <summary>How far the live data planes of a store are with a revision.</summary>
/// <param name="Live">How many there are.</param>
/// <param name="Missing">Those that do not act on it yet.</param>
internal sealed record Applied(int Live, IReadOnlyList<Node> Missing)
{
    /// <summary>Whether traffic does what the revision says: there is a data plane, and none is behind.</summary>
    public bool IsComplete => Live > 0 && Missing.Count == 0;

    /// <summary>Counts only data planes of the same store: revisions of another one do not compare.</summary>
    public static Applied Judge(IEnumerable<Node> live, string storeId, Revision revision)
    {
        List<Node> dataPlanes =
        [
            .. live.Where(node =>
                node.Report.Kind == NodeKind.DataPlane && node.Report.StoreId == storeId
            ),
        ];
        return new(
            dataPlanes.Count,
            [.. dataPlanes.Where(node => new Revision(node.Report.AppliedRevision) < revision)]
        );
    }
}
