using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LbPlatform.State.Routing;

/// <summary>What a host of a route may be. Pure.</summary>
internal static class RouteHostRules
{
    private const int LongestLabel = 63;
    private const string Wildcard = "*.";

    /// <summary>What is wrong with a host to match; <c>null</c> where nothing is.</summary>
    public static string? RefuseMatch(string? host) =>
        host == "*" ? "'*' is every host; leave hosts out for that"
        : host is not null && host.StartsWith(Wildcard, StringComparison.Ordinal)
            ? RefuseName(host[Wildcard.Length..], host)
        : RefuseHost(host);

    /// <summary>What is wrong with a host without port; <c>null</c> where nothing is.</summary>
    public static string? RefuseHost(string? host) =>
        host is ['[', .., ']']
            ? IPAddress.TryParse(host, out var address)
            && address.AddressFamily == AddressFamily.InterNetworkV6
                ? null
                : $"'{host}' is no IPv6 address"
            : RefuseName(host, host);

    /// <summary>What is wrong with a host that may have a port; <c>null</c> where nothing is.</summary>
    public static string? RefuseAuthority(string? authority)
    {
        var colon = authority?.LastIndexOf(':') ?? -1;
        if (colon < 0 || authority!.EndsWith(']'))
        {
            return RefuseHost(authority);
        }

        return
            int.TryParse(
                authority.AsSpan(colon + 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var port
            ) && IsPort(port)
            ? RefuseHost(authority[..colon])
            : $"'{authority}' has no port of 1 to 65535 after its colon";
    }

    /// <summary>Whether it may be a port.</summary>
    public static bool IsPort(int port) => port is > 0 and <= ushort.MaxValue;

    private static string? RefuseName(string? name, string? whole)
    {
        if (string.IsNullOrEmpty(name))
        {
            return "a host is empty";
        }

        if (name.Length > RouteBounds.LongestHost)
        {
            return $"a host has {name.Length} characters; at most {RouteBounds.LongestHost} are possible";
        }

        return name.Split('.').All(IsLabel)
            ? null
            : $"'{whole}' is no host: write a name (shop.example), '*.' and a name, an IPv4 address or [IPv6]; without port, letters beyond ASCII as xn--";
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= LongestLabel
        && label.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
