using System.Buffers.Binary;

namespace LbPlatform.DataPlane.Tests.Support;

/// <summary>A frame of HTTP/2 as it came.</summary>
internal sealed class Http2Frame(byte type, byte flags, int stream, byte[] payload)
{
    public byte Type => type;

    public byte Flags => flags;

    public int Stream => stream;

    public byte[] Payload => payload;

    /// <summary>Whether nothing more comes on its stream.</summary>
    public bool IsLast => Type is Http2Client.Data or Http2Client.HeadersFrame && (Flags & 1) != 0;

    /// <summary>The error of RST_STREAM and GOAWAY.</summary>
    public int Error =>
        BinaryPrimitives.ReadInt32BigEndian(Payload.AsSpan(Type == Http2Client.GoAway ? 4 : 0));

    /// <summary>The settings, by their numbers.</summary>
    public Dictionary<int, uint> Settings =>
        Payload
            .Chunk(6)
            .ToDictionary(
                static one => (int)BinaryPrimitives.ReadUInt16BigEndian(one),
                static one => BinaryPrimitives.ReadUInt32BigEndian(one.AsSpan(2))
            );

    /// <summary>
    /// Whether the block of fields begins with status 200 (HPACK's static table, 8), behind a change of the table's size.
    /// </summary>
    public bool IsOk =>
        Type == Http2Client.HeadersFrame && Payload.AsSpan().TrimStart((byte)0x20)[0] == 0x88;

    public override string ToString() => $"{Type} {Flags} {Stream} {Convert.ToHexString(Payload)}";
}
