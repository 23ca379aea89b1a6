using LbPlatform.Cli.Terminal;

namespace LbPlatform.Cli.Tests.Terminal;

public sealed class LinePrefixTests
{
    [Theory]
    [InlineData("controlplane", "controlplane | x")]
    [InlineData("poller", "poller       | x")]
    [InlineData("lb", "lb           | x")]
    [InlineData("other", "other | x")]
    public void Put_Name_AllEquallyWide(string name, string line) =>
        Assert.Equal(line, new LinePrefix(["controlplane", "poller"], false).Put(name, "x"));

    [Fact]
    public void Put_Coloured_EndsTheColourBeforeTheLine()
    {
        var line = new LinePrefix(["a"], isColoured: true).Put("a", "x");

        Assert.StartsWith("\e[", line);
        Assert.EndsWith("a  | \e[0mx", line);
    }
}
