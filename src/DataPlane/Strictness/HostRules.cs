using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace LbPlatform.DataPlane.Strictness;

/// <summary>Which hosts are none. Pure.</summary>
internal static class HostRules
{
    private const int HighestPort = 65_535;

    /// <summary>
    /// What the names of hosts have. RFC 3986, 3.2.2 allows more, which no resolver knows; the client of backends takes it
    /// for no host, and would name the backend's own beside it.
    /// </summary>
    private static readonly SearchValues<char> InNames = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."
    );

    /// <summary>HTTP/1.0 may name none; later versions must, also where the server lets an empty one pass.</summary>
    public static bool IsMissing(RequestHead head) =>
        !head.IsHttp10 && string.IsNullOrEmpty(head.Fields.Host);

    public static bool IsMalformed(RequestHead head)
    {
        var hosts = head.Fields.Host;
        return hosts.Count > 0 && (hosts.Count > 1 || !IsHost(hosts[0]));
    }

    private static bool IsHost(ReadOnlySpan<char> host)
    {
        if (host.StartsWith("["))
        {
            var end = host.IndexOf(']');
            return end > 0
                && IPAddress.TryParse(host[1..end], out var address)
                && address.AddressFamily == AddressFamily.InterNetworkV6
                && IsPort(host[(end + 1)..]);
        }

        var colon = host.IndexOf(':');
        var name = colon < 0 ? host : host[..colon];
        return IsName(name) && IsPort(host[name.Length..]);
    }

    /// <summary>Whether it has no empty label, but at the end.</summary>
    private static bool IsName(ReadOnlySpan<char> name) =>
        !name.IsEmpty
        && !name.ContainsAnyExcept(InNames)
        && !name.StartsWith('.')
        && !name.Contains("..", StringComparison.Ordinal);

    /// <summary>Whether it is nothing, or a colon and a port, which may be empty.</summary>
    private static bool IsPort(ReadOnlySpan<char> text) =>
        text.IsEmpty
        || (
            text[0] == ':'
            && !text[1..].ContainsAnyExceptInRange('0', '9')
            && (text.Length == 1 || (int.TryParse(text[1..], out var port) && port <= HighestPort))
        );
}
