using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using LbPlatform.DataPlane.Listeners.ProxyProtocol;

namespace LbPlatform.DataPlane.Tests.Listeners.ProxyProtocol;

public sealed class ProxyHeaderReaderTests
{
    private static readonly byte[][] Good =
    [
        ProxyBytes.V1("PROXY TCP4 192.0.2.1 198.51.100.1 56324 443"),
        ProxyBytes.V1("PROXY TCP6 2001:db8::1 2001:db8::2 56324 443"),
        ProxyBytes.V1("PROXY UNKNOWN"),
        ProxyBytes.V2(0x20, 0x00),
        ProxyBytes.V2(0x21, 0x11, ProxyBytes.Addresses("192.0.2.1", 56324, "198.51.100.1")),
        ProxyBytes.V2(0x21, 0x21, ProxyBytes.Addresses("2001:db8::1", 56324, "2001:db8::2")),
        ProxyBytes.WithChecksum(
            ProxyBytes.V2(
                0x21,
                0x11,
                ProxyBytes.Addresses("192.0.2.1", 56324, "198.51.100.1", 0x02, 0, 2, 97, 98)
            )
        ),
    ];

    [Theory]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.1 56324 443", "192.0.2.1:56324")]
    [InlineData("PROXY TCP4 255.255.255.255 0.0.0.0 0 65535", "255.255.255.255:0")]
    [InlineData("PROXY TCP6 2001:db8::1 ::1 1 2", "[2001:db8::1]:1")]
    [InlineData("PROXY TCP6 ::ffff:192.0.2.1 ::1 1 2", "[::ffff:192.0.2.1]:1")]
    [InlineData("PROXY UNKNOWN", null)]
    [InlineData("PROXY UNKNOWN ffff::1 ffff::2 65535 65535", null)]
    [InlineData("PROXY UNKNOWN whatever  comes", null)]
    public void Read_V1_NamesTheClient(string line, string? client)
    {
        var bytes = ProxyBytes.V1(line);

        var result = ProxyHeaderReader.Read([.. bytes, .. "GET /"u8], out var header);

        Assert.Equal(ProxyHeaderResult.Complete, result);
        Assert.Equal(client, header.Client?.ToString());
        Assert.Equal(bytes.Length, header.Length);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1")]
    [InlineData("proxy TCP4 192.0.2.1 198.51.100.1 56324 443")]
    [InlineData("PROXY  TCP4 192.0.2.1 198.51.100.1 56324 443")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.1 56324")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.1 56324 443 ")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.1 56324 443 x")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.1 65536 443")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.1 -1 443")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.1 +1 443")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.1 01 443")]
    [InlineData("PROXY TCP4 192.0.2 198.51.100.1 1 443")]
    [InlineData("PROXY TCP4 192.0.2.256 198.51.100.1 1 443")]
    [InlineData("PROXY TCP4 192.0.2.010 198.51.100.1 1 443")]
    [InlineData("PROXY TCP4 0x7f.0.0.1 198.51.100.1 1 443")]
    [InlineData("PROXY TCP4 2130706433 198.51.100.1 1 443")]
    [InlineData("PROXY TCP4 2001:db8::1 2001:db8::2 1 443")]
    [InlineData("PROXY TCP6 192.0.2.1 198.51.100.1 1 443")]
    [InlineData("PROXY TCP6 [2001:db8::1] ::1 1 443")]
    [InlineData("PROXY TCP6 fe80::1%1 ::1 1 443")]
    [InlineData("PROXY TCP6 2001:db8:::1 ::1 1 443")]
    [InlineData("PROXY TCP5 192.0.2.1 198.51.100.1 1 443")]
    [InlineData("PROXY UDP4 192.0.2.1 198.51.100.1 1 443")]
    [InlineData("PROXY ")]
    [InlineData("PROXY TCP4 192.0.2.\u00b2 198.51.100.1 1 443")]
    [InlineData("PROXY UNKNOWN\r")]
    [InlineData("\r\n\r\n\u0001\r\nQUIT\n")]
    public void Read_NotTheProtocol_IsMalformed(string line) => Refuses(ProxyBytes.V1(line));

    [Fact]
    public void Read_V1EndsInLineFeedAlone_IsMalformed() => Refuses([.. "PROXY UNKNOWN\n"u8]);

    [Fact]
    public void Read_V1_IsBounded()
    {
        var longest = "PROXY UNKNOWN ".PadRight(105, 'x');

        Assert.Equal(
            ProxyHeaderResult.Complete,
            ProxyHeaderReader.Read(ProxyBytes.V1(longest), out _)
        );
        Refuses(ProxyBytes.V1(longest + "x"));
        Refuses(
            new byte[107]
                .Select(static _ => (byte)'x')
                .ToArray()
        );
    }

    [Theory]
    [InlineData(0x11, "192.0.2.1", "198.51.100.1", "192.0.2.1:56324")]
    [InlineData(0x12, "192.0.2.1", "198.51.100.1", "192.0.2.1:56324")]
    [InlineData(0x21, "2001:db8::1", "2001:db8::2", "[2001:db8::1]:56324")]
    [InlineData(0x22, "2001:db8::1", "2001:db8::2", "[2001:db8::1]:56324")]
    public void Read_V2_NamesTheClient(byte family, string client, string server, string expected)
    {
        var bytes = ProxyBytes.V2(0x21, family, ProxyBytes.Addresses(client, 56324, server));

        Assert.Equal(
            ProxyHeaderResult.Complete,
            ProxyHeaderReader.Read([.. bytes, .. "GET /"u8], out var header)
        );
        Assert.Equal(expected, header.Client?.ToString());
        Assert.Equal(443, header.Destination!.Port);
        Assert.Equal(bytes.Length, header.Length);
    }

    public static TheoryData<byte[]> NoAddress =>
        [
            ProxyBytes.V2(0x20, 0x00),
            ProxyBytes.V2(0x20, 0x11, ProxyBytes.Addresses("192.0.2.1", 1, "192.0.2.2")),
            ProxyBytes.V2(0x20, 0xff, 1, 2, 3),
            ProxyBytes.V2(0x21, 0x00),
            ProxyBytes.V2(0x21, 0x00, 1, 2, 3),
            ProxyBytes.V2(0x21, 0x31, new byte[216]),
        ];

    [Theory]
    [MemberData(nameof(NoAddress))]
    public void Read_V2LocalOrUnknown_NamesNobody(byte[] bytes)
    {
        Assert.Equal(ProxyHeaderResult.Complete, ProxyHeaderReader.Read(bytes, out var header));
        Assert.Null(header.Client);
        Assert.Equal(bytes.Length, header.Length);
    }

    public static TheoryData<byte[]> BadV2
    {
        get
        {
            var addresses = ProxyBytes.Addresses("192.0.2.1", 1, "192.0.2.2");
            var spoiled = ProxyBytes.WithChecksum(ProxyBytes.V2(0x21, 0x11, addresses));
            spoiled[16]++;
            return
            [
                ProxyBytes.V2(0x11, 0x11, addresses),
                ProxyBytes.V2(0x22, 0x11, addresses),
                ProxyBytes.V2(0x21, 0x13, addresses),
                ProxyBytes.V2(0x21, 0x41, addresses),
                ProxyBytes.V2(0x21, 0x11, addresses[..11]),
                ProxyBytes.V2(0x21, 0x21, addresses),
                ProxyBytes.V2(0x21, 0x11, [.. addresses, 0x04, 0]),
                ProxyBytes.V2(0x21, 0x11, [.. addresses, 0x04, 0, 2, 1]),
                ProxyBytes.V2(0x21, 0x11, [.. addresses, 0x03, 0, 2, 1, 1]),
                ProxyBytes.V2(0x21, 0x31, new byte[215]),
                ProxyBytes.V2(0x21, 0x00, new byte[ProxyHeaderReader.Longest - 15]),
                spoiled,
            ];
        }
    }

    [Theory]
    [MemberData(nameof(BadV2))]
    public void Read_V2Forbidden_IsMalformed(byte[] bytes) => Refuses(bytes);

    [Fact]
    public void Read_GoodHeader_IsIncompleteUntilItsLastByteAndTakesNoMore() =>
        Assert.All(
            Good,
            static bytes =>
            {
                for (var length = 0; length < bytes.Length; length++)
                {
                    Assert.Equal(
                        ProxyHeaderResult.Incomplete,
                        ProxyHeaderReader.Read(bytes.AsSpan(0, length), out _)
                    );
                }

                byte[] more = [.. bytes, .. bytes];
                Assert.Equal(
                    ProxyHeaderResult.Complete,
                    ProxyHeaderReader.Read(more, out var read)
                );
                Assert.Equal(bytes.Length, read.Length);
            }
        );

    [Fact]
    public void Read_AnyBytes_AreJudgedAlikeInOnePieceAndInMany() =>
        Prop.ForAll(
                Gen.Choose(0, Good.Length - 1).ToArbitrary(),
                Gen.Choose(0, 255 * 256).ArrayOf().ToArbitrary(),
                static (which, edits) =>
                {
                    var bytes = Good[which].ToArray();
                    foreach (var edit in edits)
                    {
                        bytes[(edit >> 8) % bytes.Length] = (byte)edit;
                    }

                    var whole = ProxyHeaderReader.Read(bytes, out var first);
                    var pieces = ProxyHeaderReader.Read(Pieces(bytes), out var second);
                    Assert.Equal((whole, first), (pieces, second));
                    Assert.InRange(first.Length, 0, ProxyHeaderReader.Longest);
                }
            )
            .QuickCheckThrowOnFailure();

    private static void Refuses(byte[] bytes)
    {
        Assert.Equal(ProxyHeaderResult.Malformed, ProxyHeaderReader.Read(bytes, out var header));
        Assert.Null(header.Client);
    }

    private static ReadOnlySequence<byte> Pieces(byte[] bytes)
    {
        var first = new Piece(bytes.AsMemory(0, 1), 0);
        var last = first;
        for (var at = 1; at < bytes.Length; at++)
        {
            last = last.Append(bytes.AsMemory(at, 1));
        }

        return new(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long at)
        {
            Memory = memory;
            RunningIndex = at;
        }

        public Piece Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
