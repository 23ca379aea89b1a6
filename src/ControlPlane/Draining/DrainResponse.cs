namespace LbPlatform.ControlPlane.Draining;

/// <summary>How far a backend is drained.</summary>
/// <param name="State">draining, or drained: the server may be stopped.</param>
/// <param name="Since">Since when it takes no new clients.</param>
/// <param name="Deadline">When clients tied to it go elsewhere, and its switched connections (WebSocket) are closed.</param>
/// <param name="ThenRemove">Whether it is removed once it is drained, or at the deadline.</param>
/// <param name="InFlight">Requests and switched connections that have not ended, as far as data planes have said.</param>
/// <param name="Nodes">The same for each data plane.</param>
internal sealed record DrainResponse(
    DrainState State,
    DateTimeOffset Since,
    DateTimeOffset Deadline,
    bool ThenRemove,
    int InFlight,
    IReadOnlyList<NodeDrain> Nodes
);
