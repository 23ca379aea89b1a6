using System.Buffers.Binary;
using System.Text;

namespace LbPlatform.DataPlane.Tests.Metrics;

/// <summary>One data point of a metric as OTLP writes it: a sum's or gauge's number, or a histogram's count.</summary>
internal sealed record OtlpPoint(string Name, IReadOnlyList<string> Labels, long Value)
{
    private const int LengthDelimited = 2;

    /// <summary>All points of an ExportMetricsServiceRequest.</summary>
    public static IEnumerable<OtlpPoint> Read(byte[] request) =>
        from resource in Fields(request, 1)
        from scope in Fields(resource, 2)
        from metric in Fields(scope, 2)
        let name = Encoding.UTF8.GetString(Fields(metric, 1).Single())
        // Gauge, sum and histogram hold their points alike.
        from kind in new[] { 5, 7, 9 }
        from data in Fields(metric, kind)
        from point in Fields(data, 1)
        select new OtlpPoint(
            name,
            Texts(point, kind == 9 ? 9 : 7),
            Number(point, kind == 9 ? 4 : 6)
        );

    private static List<string> Texts(byte[] point, int field) =>
        [
            .. from attribute in Fields(point, field)
            from value in Fields(attribute, 2)
            from text in Fields(value, 1)
            select Encoding.UTF8.GetString(text),
        ];

    private static long Number(byte[] point, int field) =>
        All(point)
            .Where(one => one.Field == field && one.Bytes.Length == sizeof(long))
            .Select(static one => BinaryPrimitives.ReadInt64LittleEndian(one.Bytes))
            .FirstOrDefault();

    private static IEnumerable<byte[]> Fields(byte[] message, int field) =>
        All(message)
            .Where(one => one.Field == field && one.Wire == LengthDelimited)
            .Select(static one => one.Bytes);

    private static IEnumerable<(int Field, int Wire, byte[] Bytes)> All(byte[] message)
    {
        for (var at = 0; at < message.Length; )
        {
            var tag = Varint(message, ref at);
            var wire = (int)(tag & 7);
            var length = wire switch
            {
                1 => sizeof(long),
                5 => sizeof(int),
                LengthDelimited => (int)Varint(message, ref at),
                _ => 0,
            };
            if (wire == 0)
            {
                _ = Varint(message, ref at);
            }

            yield return ((int)(tag >> 3), wire, message[at..(at + length)]);
            at += length;
        }
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
