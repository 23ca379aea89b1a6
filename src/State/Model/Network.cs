using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LbPlatform.State.Model;

/// <summary>
/// A network in CIDR notation (RFC 4632, RFC 4291 section 2.3): <c>10.0.0.0/8</c>, <c>2001:db8::/32</c>. An address alone is
/// a network of one. IPv4 addresses within IPv6's (<c>::ffff:10.0.0.1</c>) count as IPv4.
/// </summary>
public readonly record struct Network
{
    private const int BitsOfIPv4 = 32;
    private const int BitsOfIPv6 = 128;
    private const int LongestShown = 64;

    // ::ffff:0:0/96, where IPv4 addresses lie within IPv6's (RFC 4291, 2.5.5.2).
    private static readonly UInt128 MappedPrefix = 0xffff;

    private readonly UInt128 _bits;
    private readonly UInt128 _mask;

    private Network(UInt128 bits, UInt128 mask, bool isIPv4, int prefixLength)
    {
        _bits = bits;
        _mask = mask;
        IsIPv4 = isIPv4;
        PrefixLength = prefixLength;
    }

    /// <summary>Whether it is one of IPv4.</summary>
    public bool IsIPv4 { get; }

    /// <summary>Bits that all its addresses share: 0 to 32 in IPv4, to 128 in IPv6.</summary>
    public int PrefixLength { get; }

    /// <summary>The first of its addresses.</summary>
    public IPAddress BaseAddress => AddressOf(_bits, IsIPv4);

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
    public static bool IsIPv4Bits(UInt128 bits) => bits >> BitsOfIPv4 == MappedPrefix;

    /// <summary>
    /// Reads a network; false, with what to write instead, where it is none or could be read in two ways: <c>10.1</c>,
    /// <c>010.0.0.0/8</c> and <c>10.0.0.1/8</c> mean other things to others.
    /// </summary>
    public static bool TryParse(
        string? text,
        out Network network,
        [NotNullWhen(false)] out string? fault
    )
    {
        network = default;
        text ??= "";
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!TryReadAddress(slash < 0 ? text : text[..slash], out var address))
        {
            fault =
                $"'{Short(text)}' is no network. Write an address in full with the length of its prefix, for example '10.0.0.0/8' or '2001:db8::/32'.";
            return false;
        }

        var isIPv4 = address.AddressFamily == AddressFamily.InterNetwork;
        var most = isIPv4 ? BitsOfIPv4 : BitsOfIPv6;
        var length = most;
        if (slash >= 0 && !(TryReadLength(text[(slash + 1)..], out length) && length <= most))
        {
            fault = $"'{Short(text)}' has no length of a prefix from 0 to {most} behind its slash.";
            return false;
        }

        // A prefix of IPv4 is one of the mapped network, whose own 96 bits always count.
        var free = most - length;
        var mask = free == BitsOfIPv6 ? UInt128.Zero : UInt128.MaxValue << free;
        var bits = BitsOf(address);
        if ((bits & mask) != bits)
        {
            fault =
                $"'{Short(text)}' names an address within a network: its bits behind the prefix must be 0. Write '{AddressOf(bits & mask, isIPv4)}/{length}'.";
            return false;
        }

        network = new Network(bits, mask, isIPv4, length);
        fault = null;
        return true;
    }

    /// <summary>Reads a network; throws <see cref="FormatException"/> with what to write instead where it is none.</summary>
    public static Network Parse(string text) =>
        TryParse(text, out var network, out var fault) ? network : throw new FormatException(fault);

    /// <summary>Whether the address with these bits (of <see cref="BitsOf"/>) lies in it.</summary>
    public bool Contains(UInt128 bits) => IsIPv4 == IsIPv4Bits(bits) && (bits & _mask) == _bits;

    /// <summary>In CIDR notation, always with its length.</summary>
    public override string ToString() => $"{BaseAddress}/{PrefixLength}";

    private static bool TryReadLength(string text, out int length) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out length)
        && text == length.ToString(CultureInfo.InvariantCulture);

    /// <summary>Only as an address is usually written.</summary>
    private static bool TryReadAddress(string text, [NotNullWhen(true)] out IPAddress? address) =>
        IPAddress.TryParse(text, out address)
        && !text.Contains('%')
        && !text.Contains('[')
        && (address.AddressFamily != AddressFamily.InterNetwork || address.ToString() == text)
        // Clients are compared in their own family.
        && !address.IsIPv4MappedToIPv6;

    private static IPAddress AddressOf(UInt128 bits, bool isIPv4)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, bits);
        return new IPAddress(isIPv4 ? bytes[12..] : bytes);
    }

    private static string Short(string text) =>
        text.Length <= LongestShown ? text : $"{text[..LongestShown]}...";
}
