using LbPlatform.Cli.Up.Preflight;

namespace LbPlatform.Cli.Tests.Up.Preflight;

public sealed class PortOwnerTests
{
    [Theory]
    [InlineData(
        "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000 0 4711 1",
        "4711"
    )]
    [InlineData(
        "   0: 0100007F:1F90 0100007F:9999 01 00000000:00000000 00:00000000 00000000  1000 0 4711 1",
        null
    )]
    [InlineData(
        "   0: 0100007F:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000 0 4711 1",
        null
    )]
    [InlineData("  sl  local_address rem_address   st tx_queue", null)]
    [InlineData("", null)]
    public void ListeningInode_Line_IsReadForListenersOnThePort(string line, string? inode) =>
        Assert.Equal(inode, PortOwner.ListeningInode(line, 0x1F90));

    [Fact]
    public void Find_FreePort_KnowsNobody() => Assert.Null(PortOwner.Find(FreePort.Next()));
}
