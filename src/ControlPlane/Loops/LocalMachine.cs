using System.Net;
using System.Net.NetworkInformation;

namespace LbPlatform.ControlPlane.Loops;

/// <summary>The names and addresses by which this machine reaches itself.</summary>
/// <param name="Names">Host names, beside localhost.</param>
/// <param name="Addresses">Addresses of its interfaces, beside loopback.</param>
internal sealed record LocalMachine(IReadOnlySet<string> Names, IReadOnlySet<IPAddress> Addresses)
{
    private const string Localhost = "localhost";

    /// <summary>Asks the operating system; interfaces may come and go, so ask each time.</summary>
    public static LocalMachine Read()
    {
        var network = IPGlobalProperties.GetIPGlobalProperties();
        var name = network.HostName;
        return new(
            new HashSet<string>(StringComparer.OrdinalIgnoreCase)
            {
                "ip6-localhost",
                "ip6-loopback",
                name,
                $"{name}.local",
                $"{name}.{network.DomainName}",
            },
            NetworkInterface
                .GetAllNetworkInterfaces()
                .SelectMany(static card => card.GetIPProperties().UnicastAddresses)
                .Select(static address => WithoutScope(address.Address))
                .ToHashSet()
        );
    }

    /// <summary>Whether the host is this machine.</summary>
    public bool Is(string host)
    {
        var name = host.TrimEnd('.');
        if (IPAddress.TryParse(name, out var address))
        {
            var plain = WithoutScope(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
            return IPAddress.IsLoopback(plain)
                || plain.Equals(IPAddress.Any)
                || plain.Equals(IPAddress.IPv6Any)
                || Addresses.Contains(plain);
        }

        return name.Equals(Localhost, StringComparison.OrdinalIgnoreCase)
            || name.EndsWith($".{Localhost}", StringComparison.OrdinalIgnoreCase)
            || Names.Contains(name);
    }

    private static IPAddress WithoutScope(IPAddress address) => new(address.GetAddressBytes());
}
