namespace LbPlatform.State.Nodes;

/// <summary>The kinds of processes that report to ControlPlane.</summary>
public enum NodeKind
{
    /// <summary>Serves traffic.</summary>
    DataPlane,

    /// <summary>Probes backends.</summary>
    Poller,
}
