namespace LbPlatform.State.Nodes;

/// <summary>A backend that drains, as one data plane sees it.</summary>
/// <param name="BackendId">The backend's id.</param>
/// <param name="InFlight">Its requests and switched connections that have not ended there.</param>
public sealed record DrainReport(string BackendId, int InFlight);
