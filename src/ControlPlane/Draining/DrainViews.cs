using LbPlatform.ControlPlane.Nodes;

namespace LbPlatform.ControlPlane.Draining;

/// <summary>Drains as answers show them.</summary>
internal sealed class DrainViews(NodeRegistry nodes, TimeProvider time)
{
    /// <summary>How far the backend is drained; <c>null</c> where it does not drain.</summary>
    public DrainResponse? Show(Backend backend, ConfigurationSnapshot current) =>
        backend.AdministrativeState == AdministrativeState.Draining
            ? DrainProgress.Of(backend, current, Reporting(), time.GetUtcNow())
            : null;

    /// <summary>Whether any data plane serves traffic, as far as is known.</summary>
    public bool IsAnybodyServing =>
        Reporting().Any(static node => node.Report.Kind == State.Nodes.NodeKind.DataPlane);

    private IEnumerable<Node> Reporting() =>
        nodes.Look().Nodes.Where(node => nodes.TimeToDeath(node) >= TimeSpan.Zero);
}
