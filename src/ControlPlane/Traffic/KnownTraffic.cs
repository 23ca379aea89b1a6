using LbPlatform.ControlPlane.Nodes;

namespace LbPlatform.ControlPlane.Traffic;

/// <summary>What data planes tell of a backend, and which of them still do.</summary>
internal sealed class KnownTraffic(TrafficBook book, NodeRegistry registry)
{
    /// <summary>Each data plane's counts. Of processes that ended long ago only the history speaks.</summary>
    public IReadOnlyList<(NodeCount Known, bool IsLive)> Of(string backendId)
    {
        var nodes = registry
            .Look()
            .Nodes.ToDictionary(
                static node => node.Report.Id,
                node => !node.IsRemembered && registry.IsLive(node),
                StringComparer.Ordinal
            );
        return
        [
            .. book.Of(backendId)
                .Where(known => nodes.ContainsKey(known.NodeId))
                .Select(known => (known, nodes[known.NodeId])),
        ];
    }
}
