using LbPlatform.State.Addresses;

namespace LbPlatform.ControlPlane.Addresses;

/// <summary>What an edit of backends must know beside the configuration.</summary>
/// <param name="Platform">Where the platform itself listens.</param>
/// <param name="Hosts">What the hosts of the edit mean.</param>
internal sealed record Surroundings(PlatformAddresses Platform, ResolvedHosts Hosts);
