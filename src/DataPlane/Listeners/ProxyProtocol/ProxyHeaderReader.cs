using System.Buffers;

namespace LbPlatform.DataPlane.Listeners.ProxyProtocol;

/// <summary>Reads the header with which a connection begins, in either version of the PROXY protocol. Pure, and bounded.</summary>
internal static class ProxyHeaderReader
{
    /// <summary>The longest header that is read, in bytes.</summary>
    public const int Longest = ProxyHeaderV2.Longest;

    /// <summary>Reads it off the beginning of <paramref name="bytes"/>, which stay as they are.</summary>
    public static ProxyHeaderResult Read(ReadOnlySequence<byte> bytes, out ProxyHeader header)
    {
        header = default;
        if (bytes.IsEmpty)
        {
            return ProxyHeaderResult.Incomplete;
        }

        var start = bytes.Length > Longest ? bytes.Slice(0, Longest) : bytes;
        if (start.IsSingleSegment)
        {
            return Read(start.FirstSpan, out header);
        }

        // Almost never: a header comes in one piece.
        return Read(start.ToArray(), out header);
    }

    /// <inheritdoc cref="Read(ReadOnlySequence{byte}, out ProxyHeader)" />
    public static ProxyHeaderResult Read(ReadOnlySpan<byte> bytes, out ProxyHeader header)
    {
        header = default;
        return bytes.IsEmpty ? ProxyHeaderResult.Incomplete
            : bytes[0] == ProxyHeaderV2.Signature[0] ? ProxyHeaderV2.Read(bytes, out header)
            : ProxyHeaderV1.Read(bytes, out header);
    }
}
