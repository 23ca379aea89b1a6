using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LbPlatform.State.Transport;

/// <summary>
/// The bytes with which a connection begins under the PROXY protocol (haproxy.org, proxy-protocol.txt, versions 1 and 2):
/// from where to where the client's connection goes. Pure.
/// </summary>
public static class ProxyHeader
{
    private const byte Version2Local = 0x20;
    private const byte Version2Proxy = 0x21;
    private const byte Unspecified = 0x00;
    private const byte TcpOverIPv4 = 0x11;
    private const byte TcpOverIPv6 = 0x21;
    private const int PrefixLength = 16;

    private static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    /// <summary>The header of a connection on behalf of a client.</summary>
    /// <param name="version">The protocol's version; <see cref="ProxyProtocol.Off"/> is no bytes.</param>
    /// <param name="source">The client; <c>null</c> where it is not known.</param>
    /// <param name="destination">Where the client connected to; <c>null</c> where it is not known.</param>
    public static byte[] For(ProxyProtocol version, IPEndPoint? source, IPEndPoint? destination)
    {
        if (source is null || destination is null)
        {
            return Own(version);
        }

        var (from, to) = OfOneFamily(source.Address, destination.Address);
        return version switch
        {
            ProxyProtocol.Off => [],
            ProxyProtocol.V1 => Text(from, source.Port, to, destination.Port),
            _ => Binary(from, source.Port, to, destination.Port),
        };
    }

    /// <summary>The header of a connection of our own, such as a probe's: no client stands behind it.</summary>
    public static byte[] Own(ProxyProtocol version) =>
        version switch
        {
            ProxyProtocol.Off => [],
            ProxyProtocol.V1 => "PROXY UNKNOWN\r\n"u8.ToArray(),
            _ => [.. Signature, Version2Local, Unspecified, 0, 0],
        };

    private static byte[] Text(IPAddress from, int fromPort, IPAddress to, int toPort)
    {
        var family = from.AddressFamily == AddressFamily.InterNetwork ? "TCP4" : "TCP6";
        return Encoding.ASCII.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $"PROXY {family} {from} {to} {fromPort} {toPort}\r\n"
            )
        );
    }

    private static byte[] Binary(IPAddress from, int fromPort, IPAddress to, int toPort)
    {
        var isIPv4 = from.AddressFamily == AddressFamily.InterNetwork;
        byte[] addresses = [.. from.GetAddressBytes(), .. to.GetAddressBytes()];
        var header = new byte[PrefixLength + addresses.Length + 4];
        Signature.CopyTo(header);
        header[12] = Version2Proxy;
        header[13] = isIPv4 ? TcpOverIPv4 : TcpOverIPv6;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(14), (ushort)(addresses.Length + 4));
        addresses.CopyTo(header.AsSpan(PrefixLength));
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(^4), (ushort)fromPort);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(^2), (ushort)toPort);
        return header;
    }

    /// <summary>IPv4 where both are; else both as IPv6, an IPv4 address mapped into it. Scopes mean nothing elsewhere.</summary>
    private static (IPAddress From, IPAddress To) OfOneFamily(IPAddress from, IPAddress to)
    {
        var (plainFrom, plainTo) = (Plain(from), Plain(to));
        return plainFrom.AddressFamily == plainTo.AddressFamily
            ? (plainFrom, plainTo)
            : (plainFrom.MapToIPv6(), plainTo.MapToIPv6());
    }

    private static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : address.AddressFamily == AddressFamily.InterNetworkV6
            ? new IPAddress(address.GetAddressBytes())
        : address;
}
