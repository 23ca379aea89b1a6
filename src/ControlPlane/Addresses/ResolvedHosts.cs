using System.Net;
using LbPlatform.State.Addresses;

namespace LbPlatform.ControlPlane.Addresses;

/// <summary>What hosts mean at this moment.</summary>
/// <param name="Names">The addresses of the names that were looked up and found.</param>
internal sealed record ResolvedHosts(IReadOnlyDictionary<string, IReadOnlyList<IPAddress>> Names)
{
    /// <summary>Only hosts that need no look-up.</summary>
    public static readonly ResolvedHosts None = new(
        new Dictionary<string, IReadOnlyList<IPAddress>>()
    );

    /// <summary>The host's addresses; none where they are not known.</summary>
    public IReadOnlyList<IPAddress> Of(string host) =>
        HostAddresses.TryKnow(host, out var known) ? known : Names.GetValueOrDefault(host, []);
}
