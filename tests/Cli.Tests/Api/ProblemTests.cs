using LbPlatform.Cli.Api;

namespace LbPlatform.Cli.Tests.Api;

public sealed class ProblemTests
{
    [Theory]
    [InlineData("""{"title":"Bad","detail":"Do this."}""", "Do this.")]
    [InlineData("""{"title":"Bad"}""", "Bad")]
    [InlineData(
        """{"errors":[{"detail":"One."},{"message":"Two."},"three"]}""",
        "One. Two. \"three\""
    )]
    [InlineData("""{"errors":[],"detail":"Do this."}""", "Do this.")]
    [InlineData("<html>\nrest", "<html>")]
    [InlineData("[1]", "[1]")]
    [InlineData("", "")]
    public void Read_Answer_SaysWhatAPersonNeeds(string text, string said) =>
        Assert.Equal(said, Problem.Read(text).ToString());
}
