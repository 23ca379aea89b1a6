using System.Net;

namespace LbPlatform.State.Addresses;

/// <summary>
/// Where the platform listens: a backend there would send requests round in circles. Any spelling of this machine
/// counts, because a port that the platform has is no server's.
/// </summary>
/// <param name="Urls">What the processes listen on; a host may be *, + or any address.</param>
/// <param name="Machine">What this machine is called.</param>
public sealed record PlatformAddresses(IReadOnlyList<string> Urls, LocalMachine Machine)
{
    /// <summary>The platform's own URL that the backend's URL means; <c>null</c> where it means another server.</summary>
    public string? Find(BackendUrl url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return Urls.FirstOrDefault(own =>
            TryRead(own, out var host, out var port)
            && port == url.Port
            && (Machine.Is(url.Host) || HasHost(host, url.Host))
        );
    }

    /// <summary>As above, for what a name was resolved to.</summary>
    public string? Find(IPAddress address, int port)
    {
        var plain = AddressPolicy.Plain(address);
        return Urls.FirstOrDefault(own =>
            TryRead(own, out var host, out var ownPort)
            && port == ownPort
            && (Machine.Is(plain) || HasHost(host, plain.ToString()))
        );
    }

    private static bool HasHost(string own, string host) =>
        own.Equals(host.TrimEnd('.'), StringComparison.OrdinalIgnoreCase)
        || (
            IPAddress.TryParse(own, out var left)
            && IPAddress.TryParse(host, out var right)
            && left.Equals(right)
        );

    /// <summary>Reads a URL as Kestrel writes them, where the host may be a wildcard.</summary>
    private static bool TryRead(string url, out string host, out int port)
    {
        var plain = url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal)
            .Replace("://+", "://0.0.0.0", StringComparison.Ordinal);
        var isRead = Uri.TryCreate(plain, UriKind.Absolute, out var uri);
        host = isRead ? uri!.IdnHost : "";
        port = isRead ? uri!.Port : 0;
        return isRead;
    }
}
