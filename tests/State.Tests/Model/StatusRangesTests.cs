using LbPlatform.State.Model;

namespace LbPlatform.State.Tests.Model;

public sealed class StatusRangesTests
{
    [Theory]
    [InlineData("200-399", 200, true)]
    [InlineData("200-399", 399, true)]
    [InlineData("200-399", 400, false)]
    [InlineData("200,204, 301-303", 204, true)]
    [InlineData("200,204,301-303", 205, false)]
    [InlineData("200,204,301-303", 302, true)]
    public void Contains_Status_IsInOneOfTheRanges(string text, int status, bool expected) =>
        Assert.Equal(expected, StatusRanges.Parse(text).Contains(status));

    [Theory]
    [InlineData("")]
    [InlineData("2xx")]
    [InlineData("99")]
    [InlineData("600")]
    [InlineData("399-200")]
    [InlineData("200-300-400")]
    [InlineData("200,")]
    [InlineData("1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17")]
    public void TryParse_Malformed_IsRefused(string text)
    {
        Assert.False(StatusRanges.TryParse(text, out _));
        Assert.Contains(
            "200-399",
            Assert.Throws<FormatException>(() => StatusRanges.Parse(text)).Message
        );
    }

    [Fact]
    public void Equals_SameSetWritten_IsEqual() =>
        Assert.Equal(StatusRanges.Parse("200, 204"), StatusRanges.Parse("200,204"));
}
