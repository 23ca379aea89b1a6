using LbPlatform.DataPlane.Diagnostics;

namespace LbPlatform.DataPlane.Tests.Diagnostics;

public sealed class LogTextTests
{
    [Theory]
    [InlineData("/plain", "/plain")]
    [InlineData("a\r\nb", @"a\x0d\x0ab")]
    [InlineData("a\u001b[31m\"", @"a\x1b[31m\x22")]
    public void Escape_ControlCharacters_CannotForgeALine(string text, string expected) =>
        Assert.Equal(expected, LogText.Escape(text));

    [Fact]
    public void Escape_LongText_IsCut() =>
        Assert.Equal(LogText.Longest, LogText.Escape(new string('a', 10_000)).Length);
}
