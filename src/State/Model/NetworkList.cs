using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LbPlatform.State.Model;

/// <summary>
/// Networks in CIDR notation, separated by commas: <c>10.0.0.0/8,2001:db8::/32</c>. An address alone is a network of one.
/// </summary>
public sealed class NetworkList : IEquatable<NetworkList>
{
    /// <summary>Networks that one list may have: each is compared with, one after the other.</summary>
    public const int MostNetworks = 256;

    private const int BitsOfIPv4 = 32;
    private const int BitsOfIPv6 = 128;

    // ::ffff:0:0/96, where IPv4 addresses lie within IPv6's (RFC 4291, 2.5.5.2).
    private static readonly UInt128 MappedPrefix = 0xffff;

    private readonly ImmutableArray<(UInt128 Bits, UInt128 Mask, bool IsIPv4)> _networks;

    private NetworkList(
        ImmutableArray<(UInt128 Bits, UInt128 Mask, bool IsIPv4)> networks,
        string text
    )
    {
        _networks = networks;
        Text = text;
    }

    /// <summary>The list without white space, each network with its length.</summary>
    public string Text { get; }

    /// <summary>An address as a number; an IPv4 one as the IPv4-mapped IPv6 address.</summary>
    public static UInt128 BitsOf(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return length == 4
            ? (MappedPrefix << BitsOfIPv4) | BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>Whether <paramref name="bits"/> (of <see cref="BitsOf"/>) is that of an IPv4 address.</summary>
    public static bool IsIPv4(UInt128 bits) => bits >> BitsOfIPv4 == MappedPrefix;

    /// <summary>Reads a list; throws <see cref="FormatException"/> with the rule where it is malformed.</summary>
    public static NetworkList Parse(string text) =>
        TryParse(text, out var list, out var fault) ? list : throw new FormatException(fault);

    /// <summary>Reads a list; false, with what to write instead, where it is malformed, empty or too long.</summary>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out NetworkList? list,
        [NotNullWhen(false)] out string? fault
    )
    {
        list = null;
        var parts = (text ?? "").Split(
            ',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
        );
        if (parts.Length is 0 or > MostNetworks)
        {
            fault =
                $"Write 1 to {MostNetworks} networks separated by commas, for example '10.0.0.0/8, 2001:db8::/32'.";
            return false;
        }

        var networks = ImmutableArray.CreateBuilder<(UInt128, UInt128, bool)>(parts.Length);
        var texts = new List<string>(parts.Length);
        foreach (var part in parts)
        {
            fault = Read(part, out var network, out var canonical);
            if (fault is not null)
            {
                return false;
            }

            networks.Add(network);
            texts.Add(canonical);
        }

        fault = null;
        list = new NetworkList(networks.MoveToImmutable(), string.Join(',', texts));
        return true;
    }

    /// <summary>Whether the address lies in one of the networks.</summary>
    public bool Contains(IPAddress address) => Contains(BitsOf(address));

    /// <summary>Whether the address with these bits (of <see cref="BitsOf"/>) lies in one of the networks.</summary>
    public bool Contains(UInt128 bits)
    {
        var isIPv4 = IsIPv4(bits);
        foreach (var network in _networks)
        {
            if (network.IsIPv4 == isIPv4 && (bits & network.Mask) == network.Bits)
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc />
    public bool Equals(NetworkList? other) => other is not null && Text == other.Text;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as NetworkList);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    /// <inheritdoc />
    public override string ToString() => Text;

    private static string? Read(
        string text,
        out (UInt128 Bits, UInt128 Mask, bool IsIPv4) network,
        out string canonical
    )
    {
        network = default;
        canonical = "";
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? text : text[..slash];
        if (!TryReadAddress(name, out var address))
        {
            return $"'{Short(text)}' is no network. Write an address in full with the length of its prefix, for example '10.0.0.0/8' or '2001:db8::/32'.";
        }

        var isIPv4 = address.AddressFamily == AddressFamily.InterNetwork;
        var most = isIPv4 ? BitsOfIPv4 : BitsOfIPv6;
        var length = most;
        if (
            slash >= 0
            && (
                !int.TryParse(
                    text.AsSpan(slash + 1),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out length
                )
                || length > most
            )
        )
        {
            return $"'{Short(text)}' has no length of a prefix from 0 to {most} behind its slash.";
        }

        var free = most - length;
        var mask = free == BitsOfIPv6 ? UInt128.Zero : UInt128.MaxValue << free;
        var bits = BitsOf(address);
        // A prefix of IPv4 is one of the mapped network, whose own 96 bits always count.
        var network128 = bits & mask;
        if (network128 != bits)
        {
            return $"'{Short(text)}' names an address within a network: its bits behind the prefix must be 0. Write '{Write(network128, isIPv4)}/{length}'.";
        }

        network = (bits, mask, isIPv4);
        canonical = $"{address}/{length}";
        return null;
    }

    /// <summary>Only as an address is usually written: 010.1, 0x0a000001 and fe80::1%eth0 mean other things to others.</summary>
    private static bool TryReadAddress(string text, [NotNullWhen(true)] out IPAddress? address)
    {
        if (
            !IPAddress.TryParse(text, out address)
            || text.Contains('%')
            || text.Contains('[')
            || (address.AddressFamily == AddressFamily.InterNetwork && address.ToString() != text)
        )
        {
            return false;
        }

        // Clients are compared in their own family.
        return !address.IsIPv4MappedToIPv6;
    }

    private static IPAddress Write(UInt128 bits, bool isIPv4)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, bits);
        return new IPAddress(isIPv4 ? bytes[12..] : bytes);
    }

    private static string Short(string text) => text.Length <= 64 ? text : $"{text[..64]}...";
}
