using System.Buffers.Binary;
using System.Net;
using System.Numerics;
using System.Text;

namespace LbPlatform.DataPlane.Tests.Listeners.ProxyProtocol;

/// <summary>Headers of the PROXY protocol as proxies send them.</summary>
internal static class ProxyBytes
{
    private static readonly byte[] Signature = [.. "\r\n\r\n\0\r\nQUIT\n"u8];

    public static byte[] V1(string line) => Encoding.Latin1.GetBytes(line + "\r\n");

    /// <summary>A header in version 2, with its length set to what follows.</summary>
    public static byte[] V2(byte command, byte family, params byte[] body) =>
        [.. Signature, command, family, (byte)(body.Length >> 8), (byte)body.Length, .. body];

    /// <summary>Addresses and ports, and typed values behind them.</summary>
    public static byte[] Addresses(string client, int port, string server, params byte[] typed) =>
        [
            .. IPAddress.Parse(client).GetAddressBytes(),
            .. IPAddress.Parse(server).GetAddressBytes(),
            (byte)(port >> 8),
            (byte)port,
            0x01,
            0xbb,
            .. typed,
        ];

    /// <summary>The same with the checksum of it all at its end.</summary>
    public static byte[] WithChecksum(byte[] header)
    {
        byte[] all = [.. header, 0x03, 0, 4, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(all.AsSpan(14), (ushort)(all.Length - 16));
        var crc = all.Aggregate(uint.MaxValue, BitOperations.Crc32C);
        BinaryPrimitives.WriteUInt32BigEndian(all.AsSpan(all.Length - 4), ~crc);
        return all;
    }
}
