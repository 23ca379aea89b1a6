using FsCheck;
using FsCheck.Fluent;
using LbPlatform.Cli.Demo;

namespace LbPlatform.Cli.Tests.Demo;

public sealed class PortListTests
{
    [Theory]
    [InlineData("9001", new[] { 9001 })]
    [InlineData("9001-9003", new[] { 9001, 9002, 9003 })]
    [InlineData("9005, 9001-9002", new[] { 9001, 9002, 9005 })]
    [InlineData("9001,9001", new[] { 9001 })]
    public void TryParse_List_ReadsSortedPorts(string text, int[] ports)
    {
        Assert.True(PortList.TryParse(text, out var read, out _));
        Assert.Equal(ports, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("9003-9001")]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("1-2-3")]
    [InlineData("9001,")]
    [InlineData("-1")]
    [InlineData("x")]
    public void TryParse_Malformed_SaysHowToWriteIt(string text)
    {
        Assert.False(PortList.TryParse(text, out _, out var error));
        Assert.Equal($"'{text}' is no list of ports; write 9001-9003 or 9001,9005.", error);
    }

    [Theory]
    [InlineData("1-65535")]
    [InlineData("9001-9051")]
    [InlineData("9001-9049,9101-9103")]
    public void TryParse_MoreThanTheLimit_IsRefused(string text)
    {
        Assert.False(PortList.TryParse(text, out _, out var error));
        Assert.Equal($"'{text}' names more than 50 ports.", error);
    }

    [Fact]
    public void TryParse_AnyPortsWritten_ReadsThemBack()
    {
        var ports = Gen.Choose(1, 65535)
            .NonEmptyListOf()
            .Where(static l => l.Count < PortList.Most);

        Prop.ForAll(
                Arb.From(ports),
                list =>
                    PortList.TryParse(string.Join(',', list), out var read, out _)
                    && read.SequenceEqual(list.Distinct().Order())
            )
            .QuickCheckThrowOnFailure();
    }
}
