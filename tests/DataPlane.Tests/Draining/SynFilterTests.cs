using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using LbPlatform.DataPlane.Draining;

namespace LbPlatform.DataPlane.Tests.Draining;

public sealed class SynFilterTests
{
    [Theory]
    [InlineData(0x02, true)] // SYN
    [InlineData(0xC2, true)] // SYN that offers ECN
    [InlineData(0x12, false)] // SYN and ACK
    [InlineData(0x10, false)] // ACK
    [InlineData(0x18, false)] // data
    [InlineData(0x04, false)] // RST
    public void Program_DropsWhatBeginsAConnectionOnly(int flags, bool isDropped) =>
        Assert.Equal(isDropped ? 0 : uint.MaxValue, Run(SynFilter.Program(), (uint)flags));

    [Fact]
    public async Task Attach_ConnectionsBeforeAreAccepted_NoneBegins()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
        listener.Listen(8);
        using var before = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await before.ConnectAsync(listener.LocalEndPoint!);

        SynFilter.Attach(listener);

        using var accepted = await listener.AcceptAsync().WaitAsync(Eventually.Patience);
        Assert.Equal(before.LocalEndPoint, accepted.RemoteEndPoint);
        using var after = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await after.ConnectAsync(listener.LocalEndPoint!, soon.Token)
        );
    }

    /// <summary>The instructions that the program uses, on a packet whose every byte is <paramref name="flags"/>.</summary>
    private static uint Run(byte[] program, uint flags)
    {
        var accumulator = 0u;
        for (var at = 0; ; at++)
        {
            var instruction = program.AsSpan(at * 8, 8);
            var value = BinaryPrimitives.ReadUInt32LittleEndian(instruction[4..]);
            switch (BinaryPrimitives.ReadUInt16LittleEndian(instruction))
            {
                case 0x30:
                    Assert.Equal(13u, value);
                    accumulator = flags;
                    break;
                case 0x54:
                    accumulator &= value;
                    break;
                case 0x15:
                    at += accumulator == value ? instruction[2] : instruction[3];
                    break;
                default:
                    return value;
            }
        }
    }
}
