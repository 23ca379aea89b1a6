using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace LbPlatform.State.Addresses;

/// <summary>The addresses of hosts that need no look-up.</summary>
public static class HostAddresses
{
    private const string Localhost = "localhost";

    private static readonly IPAddress[] Loopback = [IPAddress.Loopback, IPAddress.IPv6Loopback];

    /// <summary>
    /// An address is itself. localhost has both loopback addresses whatever the machine's hosts file says (RFC 6761),
    /// so that a server is found on the family that it listens on.
    /// </summary>
    public static bool TryKnow(string host, [NotNullWhen(true)] out IPAddress[]? addresses)
    {
        ArgumentNullException.ThrowIfNull(host);
        addresses =
            IPAddress.TryParse(host, out var address) ? [address]
            : IsLocalhost(host) ? Loopback
            : null;
        return addresses is not null;
    }

    /// <summary>Whether the name is localhost or one below it, which RFC 6761 keeps for this machine.</summary>
    public static bool IsLocalhost(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var name = host.AsSpan().TrimEnd('.');
        return name.Equals(Localhost, StringComparison.OrdinalIgnoreCase)
            || name.EndsWith($".{Localhost}", StringComparison.OrdinalIgnoreCase);
    }
}
