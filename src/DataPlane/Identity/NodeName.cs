using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace LbPlatform.DataPlane.Identity;

/// <summary>
/// A client or proxy as a forwarding field names it (RFC 7239, 6): an address with or without port, <c>unknown</c>, or an
/// identifier of the proxy's own. Strict where the runtime's parser takes <c>1</c>, <c>0x7f.1</c> or <c>010.0.0.1</c> for
/// an address. Pure.
/// </summary>
internal static class NodeName
{
    /// <summary>Longest name that is read: an IPv6 address in brackets with its port, or an identifier.</summary>
    public const int Longest = 64;

    private const string Unknown = "unknown";

    private static readonly SearchValues<char> OfIPv6 = SearchValues.Create(
        "0123456789abcdefABCDEF:."
    );
    private static readonly SearchValues<char> OfIdentifier = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"
    );

    /// <summary>Reads what stands in <c>X-Forwarded-For</c>, where an IPv6 address may stand without brackets.</summary>
    /// <returns>False where it is malformed; else <paramref name="address"/> is <c>null</c> where the name hides it.</returns>
    public static bool TryReadBare(ReadOnlySpan<char> text, out IPAddress? address) =>
        TryReadAddress(text, out address) || TryRead(text, out address);

    /// <summary>Reads what stands in <c>Forwarded</c>, without quotes.</summary>
    /// <returns>As <see cref="TryReadBare"/>.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, out IPAddress? address)
    {
        address = null;
        if (text.Length is 0 or > Longest)
        {
            return false;
        }

        var colon = text[0] == '[' ? text.IndexOf(']') + 1 : text.IndexOf(':');
        if (text[0] == '[' && (colon == 0 || (colon < text.Length && text[colon] != ':')))
        {
            return false;
        }

        var hasPort = colon >= 0 && colon < text.Length;
        if (hasPort && !IsPort(text[(colon + 1)..]))
        {
            return false;
        }

        var name = hasPort ? text[..colon] : text;
        return name[0] == '['
            ? TryReadIPv6(name[1..^1], out address)
            : IsIdentifier(name)
                || name.Equals(Unknown, StringComparison.OrdinalIgnoreCase)
                || TryReadIPv4(name, out address);
    }

    /// <summary>Reads an address as it is commonly written, and nothing else.</summary>
    public static bool TryReadAddress(
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out IPAddress? address
    ) => TryReadIPv4(text, out address) || TryReadIPv6(text, out address);

    /// <summary>Whether it is an identifier of a proxy's own (RFC 7239, 6.3).</summary>
    public static bool IsIdentifier(ReadOnlySpan<char> text) =>
        text.Length is > 1 and <= Longest
        && text[0] == '_'
        && !text[1..].ContainsAnyExcept(OfIdentifier);

    private static bool IsPort(ReadOnlySpan<char> text) =>
        IsIdentifier(text)
        || (text.Length is > 0 and <= 5 && !text.ContainsAnyExceptInRange('0', '9'));

    private static bool TryReadIPv4(
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out IPAddress? address
    )
    {
        address = null;
        var (dots, start) = (0, 0);
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                continue;
            }

            var part = text[start..at];
            if (
                part.Length is 0 or > 3
                || (part.Length > 1 && part[0] == '0')
                || (at < text.Length && (text[at] != '.' || ++dots > 3))
            )
            {
                return false;
            }

            start = at + 1;
        }

        return dots == 3 && IPAddress.TryParse(text, out address);
    }

    private static bool TryReadIPv6(
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out IPAddress? address
    )
    {
        address = null;
        if (
            !text.Contains(':')
            || text.ContainsAnyExcept(OfIPv6)
            || !IPAddress.TryParse(text, out var read)
            || read.AddressFamily != AddressFamily.InterNetworkV6
        )
        {
            return false;
        }

        // An IPv4 client of a dual-stack proxy is the same client.
        address = read.IsIPv4MappedToIPv6 ? read.MapToIPv4() : read;
        return true;
    }
}
