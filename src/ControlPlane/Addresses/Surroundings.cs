using System.Net;
using LbPlatform.State.Addresses;

namespace LbPlatform.ControlPlane.Addresses;

/// <summary>What an edit must know beside the configuration.</summary>
/// <param name="Platform">Where the platform itself listens.</param>
/// <param name="Hosts">What the hosts of the edit mean.</param>
internal sealed record Surroundings(PlatformAddresses Platform, ResolvedHosts Hosts)
{
    /// <summary>Of an edit that names no address.</summary>
    public static readonly Surroundings None = new(
        new([], new(new HashSet<string>(), new HashSet<IPAddress>())),
        ResolvedHosts.None
    );
}
