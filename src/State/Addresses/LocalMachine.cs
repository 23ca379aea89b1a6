using System.Net;
using System.Net.NetworkInformation;

namespace LbPlatform.State.Addresses;

/// <summary>The names and addresses by which this machine reaches itself.</summary>
/// <param name="Names">Host names, beside localhost.</param>
/// <param name="Addresses">Addresses of its interfaces, beside loopback.</param>
public sealed record LocalMachine(IReadOnlySet<string> Names, IReadOnlySet<IPAddress> Addresses)
{
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
        ArgumentNullException.ThrowIfNull(host);
        var name = host.TrimEnd('.');
        return IPAddress.TryParse(name, out var address)
            ? Is(address)
            : HostAddresses.IsLocalhost(name) || Names.Contains(name);
    }

    /// <summary>Whether the address is this machine's.</summary>
    public bool Is(IPAddress address)
    {
        var plain = WithoutScope(AddressPolicy.Plain(address));
        return IPAddress.IsLoopback(plain)
            || plain.Equals(IPAddress.Any)
            || plain.Equals(IPAddress.IPv6Any)
            || Addresses.Contains(plain);
    }

    private static IPAddress WithoutScope(IPAddress address) => new(address.GetAddressBytes());
}
