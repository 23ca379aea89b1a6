using System.Buffers.Binary;
using System.Text;

namespace LbPlatform.Poller.Probing;

/// <summary>
/// The two messages of grpc.health.v1.Health/Check in gRPC's framing: one string asks, one number answers, which is
/// less than a generator would be.
/// </summary>
internal static class GrpcHealth
{
    /// <summary>The path of the call.</summary>
    public const string Path = "/grpc.health.v1.Health/Check";

    /// <summary>The answer's number for SERVING.</summary>
    public const int Serving = 1;

    /// <summary>Bytes before each message: whether it is compressed, and its length.</summary>
    public const int PrefixBytes = 5;

    /// <summary>Longest message that is read, in bytes; a plain one has two.</summary>
    public const int MostMessageBytes = 1024;

    private const int ServiceTag = (1 << 3) | Text;
    private const int StatusTag = (1 << 3) | Number;
    private const int Number = 0;
    private const int EightBytes = 1;
    private const int Text = 2;
    private const int FourBytes = 5;

    private static readonly string[] Statuses =
    [
        "UNKNOWN",
        "SERVING",
        "NOT_SERVING",
        "SERVICE_UNKNOWN",
    ];

    /// <summary>The request's body, its message framed.</summary>
    public static byte[] Request(string service)
    {
        var name = Encoding.UTF8.GetBytes(service);
        // The length is at most 256 characters of ASCII: two bytes of seven bits.
        byte[] message = name.Length switch
        {
            0 => [],
            < 0x80 => [ServiceTag, (byte)name.Length, .. name],
            _ => [ServiceTag, (byte)(name.Length | 0x80), (byte)(name.Length >> 7), .. name],
        };
        var framed = new byte[PrefixBytes + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), message.Length);
        message.CopyTo(framed.AsSpan(PrefixBytes));
        return framed;
    }

    /// <summary>The status in a framed answer; <c>null</c> where it is none. A field that is left out is 0, UNKNOWN.</summary>
    public static int? ReadStatus(ReadOnlySpan<byte> framed)
    {
        if (
            framed.Length < PrefixBytes
            || framed[0] != 0
            || BinaryPrimitives.ReadInt32BigEndian(framed[1..]) != framed.Length - PrefixBytes
        )
        {
            return null;
        }

        var message = framed[PrefixBytes..];
        var status = 0;
        while (!message.IsEmpty)
        {
            if (!TryReadNumber(ref message, out var tag))
            {
                return null;
            }

            if (tag == StatusTag)
            {
                if (!TryReadNumber(ref message, out var number))
                {
                    return null;
                }

                status = (int)number;
            }
            else if (!TrySkip(ref message, (int)(tag & 7)))
            {
                return null;
            }
        }

        return status;
    }

    /// <summary>The word of a status, as the protocol spells it.</summary>
    public static string NameOf(int status) =>
        status >= 0 && status < Statuses.Length ? Statuses[status] : $"status {status}";

    private static bool TrySkip(ref ReadOnlySpan<byte> message, int type)
    {
        var length = type switch
        {
            Number => TryReadNumber(ref message, out _) ? 0 : -1,
            EightBytes => 8,
            FourBytes => 4,
            Text when TryReadNumber(ref message, out var bytes) && bytes <= MostMessageBytes =>
                (int)bytes,
            _ => -1,
        };
        if (length < 0 || length > message.Length)
        {
            return false;
        }

        message = message[length..];
        return true;
    }

    private static bool TryReadNumber(ref ReadOnlySpan<byte> message, out ulong number)
    {
        number = 0;
        for (var i = 0; i < Math.Min(message.Length, 10); i++)
        {
            number |= (ulong)(message[i] & 0x7f) << (7 * i);
            if (message[i] < 0x80)
            {
                message = message[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
