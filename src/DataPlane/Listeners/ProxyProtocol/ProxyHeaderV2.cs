using System.Buffers.Binary;
using System.Net;
using System.Numerics;

namespace LbPlatform.DataPlane.Listeners.ProxyProtocol;

/// <summary>The binary header: a signature, what follows and how long it is, addresses, and typed values. Pure.</summary>
internal static class ProxyHeaderV2
{
    /// <summary>The longest that is read, in bytes: addresses and more typed values than any proxy is known to send.</summary>
    public const int Longest = 4 * 1024;

    private const int FixedLength = 16;
    private const int TypedPrefix = 3;
    private const byte Checksum = 0x03;

    /// <summary>With what it begins; nothing of any other protocol does.</summary>
    public static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    public static ProxyHeaderResult Read(ReadOnlySpan<byte> bytes, out ProxyHeader header)
    {
        header = default;
        var known = Math.Min(bytes.Length, Signature.Length);
        if (!bytes[..known].SequenceEqual(Signature[..known]))
        {
            return ProxyHeaderResult.Malformed;
        }

        if (bytes.Length < FixedLength)
        {
            return ProxyHeaderResult.Incomplete;
        }

        var length = FixedLength + BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]);
        var command = bytes[12];
        // Version 2, LOCAL or PROXY.
        if (command is not (0x20 or 0x21) || length > Longest)
        {
            return ProxyHeaderResult.Malformed;
        }

        if (bytes.Length < length)
        {
            return ProxyHeaderResult.Incomplete;
        }

        return command == 0x20 ? Local(length, out header) : Proxied(bytes[..length], out header);
    }

    /// <summary>The proxy's own connection, for a check of health; what it says of addresses must be ignored.</summary>
    private static ProxyHeaderResult Local(int length, out ProxyHeader header)
    {
        header = new(length, null, null);
        return ProxyHeaderResult.Complete;
    }

    private static ProxyHeaderResult Proxied(ReadOnlySpan<byte> bytes, out ProxyHeader header)
    {
        header = new(bytes.Length, null, null);
        int? addresses = bytes[13] switch
        {
            0x00 => 0, // unspecified
            0x11 or 0x12 => 4, // IPv4
            0x21 or 0x22 => 16, // IPv6
            0x31 or 0x32 => 108, // local sockets
            _ => null,
        };
        if (addresses is not { } size)
        {
            return ProxyHeaderResult.Malformed;
        }

        var body = bytes[FixedLength..];
        var isIp = size is 4 or 16;
        var used =
            size == 0 ? 0
            : isIp ? (2 * size) + 4
            : 2 * size;
        // After "unspecified" anything may follow, and must be skipped.
        if (body.Length < used || (size > 0 && !AreTyped(bytes, FixedLength + used)))
        {
            return ProxyHeaderResult.Malformed;
        }

        if (isIp)
        {
            header = new(
                bytes.Length,
                new(new IPAddress(body[..size]), PortAt(body, 2 * size)),
                new(new IPAddress(body[size..(2 * size)]), PortAt(body, (2 * size) + 2))
            );
        }

        return ProxyHeaderResult.Complete;
    }

    private static ushort PortAt(ReadOnlySpan<byte> body, int at) =>
        BinaryPrimitives.ReadUInt16BigEndian(body[at..]);

    /// <summary>Whether what follows the addresses are whole typed values, with a checksum that is right where there is one.</summary>
    private static bool AreTyped(ReadOnlySpan<byte> bytes, int at)
    {
        while (at < bytes.Length)
        {
            if (bytes.Length - at < TypedPrefix)
            {
                return false;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 1)..]);
            var value = at + TypedPrefix;
            if (
                bytes.Length - value < length
                || (bytes[at] == Checksum && !IsRight(bytes, value, length))
            )
            {
                return false;
            }

            at = value + length;
        }

        return true;
    }

    /// <summary>CRC-32C over the whole header, with zeros in the checksum's own place.</summary>
    private static bool IsRight(ReadOnlySpan<byte> bytes, int at, int length)
    {
        if (length != sizeof(uint))
        {
            return false;
        }

        var crc = uint.MaxValue;
        for (var n = 0; n < bytes.Length; n++)
        {
            crc = BitOperations.Crc32C(crc, n >= at && n < at + length ? (byte)0 : bytes[n]);
        }

        return ~crc == BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
    }
}
