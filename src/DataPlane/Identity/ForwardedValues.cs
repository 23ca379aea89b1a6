using System.Buffers;
using Microsoft.Extensions.Primitives;

namespace LbPlatform.DataPlane.Identity;

/// <summary>
/// The single values that a trusted proxy may say: <c>null</c> for whatever is malformed, too long, or said twice. Pure.
/// </summary>
internal static class ForwardedValues
{
    private static readonly SearchValues<char> OfHost = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_~"
    );

    // RFC 3986, 3.3: what a path consists of, escapes included.
    private static readonly SearchValues<char> OfPath = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/%"
    );

    private static readonly SearchValues<char> OfRequestId = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/+=@"
    );

    /// <summary><c>http</c> or <c>https</c>, in small letters; those of WebSocket mean the same.</summary>
    public static string? Scheme(StringValues value) =>
        Single(value)?.ToLowerInvariant() switch
        {
            "http" or "ws" => "http",
            "https" or "wss" => "https",
            _ => null,
        };

    /// <summary>A host as in <c>Host</c>: a name or address, with or without port.</summary>
    public static string? Host(StringValues value)
    {
        if (Single(value) is not { Length: > 0 and <= IdentityLimits.LongestHost } host)
        {
            return null;
        }

        var end =
            host[0] == '['
                ? host.IndexOf(']', StringComparison.Ordinal) + 1
                : host.IndexOf(':', StringComparison.Ordinal);
        if (
            host[0] == '['
            && (end == 0 || !NodeName.TryReadAddress(host.AsSpan(1, end - 2), out _))
        )
        {
            return null;
        }

        var name = end < 0 ? host : host.AsSpan(0, end);
        var port = end < 0 ? [] : host.AsSpan(end);
        return
            (host[0] == '[' || (name.Length > 0 && !name.ContainsAnyExcept(OfHost)))
            && (port.IsEmpty || (port[0] == ':' && IsPort(port[1..])))
            ? host
            : null;
    }

    /// <summary>1 to 65535.</summary>
    public static string? Port(StringValues value) =>
        Single(value) is { } port && IsPort(port) ? port : null;

    /// <summary>A path that begins with one slash and holds no dot segment.</summary>
    public static string? Prefix(StringValues value) =>
        Single(value) is { Length: > 0 and <= IdentityLimits.LongestPrefix } prefix
        && prefix[0] == '/'
        && !prefix.StartsWith("//", StringComparison.Ordinal)
        && !prefix.AsSpan().ContainsAnyExcept(OfPath)
        && !$"{prefix}/".Contains("/./", StringComparison.Ordinal)
        && !$"{prefix}/".Contains("/../", StringComparison.Ordinal)
        && !prefix.Contains("%2e", StringComparison.OrdinalIgnoreCase)
            ? prefix
            : null;

    /// <summary>An id of visible characters that need no quoting anywhere.</summary>
    public static string? RequestId(StringValues value) =>
        Single(value) is { Length: > 0 and <= IdentityLimits.LongestRequestId } id
        && !id.AsSpan().ContainsAnyExcept(OfRequestId)
            ? id
            : null;

    private static string? Single(StringValues value) => value.Count == 1 ? value[0] : null;

    private static bool IsPort(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= 5
        && !text.ContainsAnyExceptInRange('0', '9')
        && int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) is > 0 and <= 65535;
}
