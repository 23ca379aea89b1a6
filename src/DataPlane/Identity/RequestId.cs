namespace LbPlatform.DataPlane.Identity;

/// <summary>
/// Ids of requests: UUIDs of version 7 (RFC 9562), which sort by time. Their random bits come from a fast generator, not a
/// cryptographic one: an id is a name, no secret.
/// </summary>
internal static class RequestId
{
    private const int BytesOfTime = 6;

    /// <summary>A new one.</summary>
    public static string New(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.Shared.NextBytes(bytes[BytesOfTime..]);
        var time = now.ToUnixTimeMilliseconds();
        for (var at = BytesOfTime - 1; at >= 0; at--)
        {
            bytes[at] = (byte)time;
            time >>= 8;
        }

        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
