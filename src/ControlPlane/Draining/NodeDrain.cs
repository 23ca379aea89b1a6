namespace LbPlatform.ControlPlane.Draining;

/// <summary>How far one data plane is with a drain.</summary>
/// <param name="Node">The data plane's id.</param>
/// <param name="InFlight">
/// The backend's requests and switched connections that have not ended there; absent until the data plane acts on the drain
/// and its count can be relied on.
/// </param>
internal sealed record NodeDrain(string Node, int? InFlight);
