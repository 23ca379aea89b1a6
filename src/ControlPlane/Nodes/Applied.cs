using LbPlatform.State.Nodes;

namespace LbPlatform.ControlPlane.Nodes;

/// <summary>How far the live data planes are with a revision.</summary>
/// <param name="Live">How many there are.</param>
/// <param name="Missing">Those that do not act on it yet.</param>
internal sealed record Applied(int Live, IReadOnlyList<Node> Missing)
{
    /// <summary>Whether traffic does what the revision says: there is a data plane, and none is behind.</summary>
    public bool IsComplete => Live > 0 && Missing.Count == 0;

    /// <summary>
    /// Judges every live data plane that reports here. One of another store is behind: it may still follow a file that
    /// was replaced, and revisions of two stores do not compare.
    /// </summary>
    public static Applied Judge(IEnumerable<Node> live, string storeId, Revision revision)
    {
        List<Node> dataPlanes =
        [
            .. live.Where(static node => node.Report.Kind == NodeKind.DataPlane),
        ];
        return new(
            dataPlanes.Count,
            [
                .. dataPlanes.Where(node =>
                    node.Report.StoreId != storeId
                    || new Revision(node.Report.AppliedRevision) < revision
                ),
            ]
        );
    }
}
