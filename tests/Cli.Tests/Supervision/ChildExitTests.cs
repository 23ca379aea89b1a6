using LbPlatform.Cli.Supervision;

namespace LbPlatform.Cli.Tests.Supervision;

public sealed class ChildExitTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "1")]
    [InlineData(9, "9")]
    [InlineData(134, "134 (aborted)")]
    [InlineData(137, "137 (killed)")]
    [InlineData(143, "143 (terminated)")]
    public void CodeInWords_Code_NamesTheSignal(int code, string words) =>
        Assert.Equal(words, new ChildExit(code, TimeSpan.Zero, WasReady: true).CodeInWords);
}
