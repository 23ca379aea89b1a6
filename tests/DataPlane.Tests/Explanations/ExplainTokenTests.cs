using LbPlatform.DataPlane.Explanations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LbPlatform.DataPlane.Tests.Explanations;

public sealed class ExplainTokenTests
{
    private const string Good = "0123456789abcdef";

    [Theory]
    [InlineData("", true)]
    [InlineData(Good, true)]
    [InlineData("0123456789abcde", false)]
    [InlineData("0123456789 abcdef", false)]
    [InlineData("0123456789abcdeé", false)]
    public void IsGood_Token_IsLongAndPrintable(string token, bool expected) =>
        Assert.Equal(expected, ExplainToken.IsGood(token));

    [Fact]
    public void IsGood_TooLong_IsRefused() =>
        Assert.False(ExplainToken.IsGood(new('a', ExplainToken.Longest + 1)));

    [Theory]
    [InlineData(new[] { Good }, true)]
    [InlineData(new[] { "0123456789abcdeF" }, false)]
    [InlineData(new[] { "0123456789abcdef0" }, false)]
    [InlineData(new[] { "" }, false)]
    [InlineData(new[] { Good, Good }, false)]
    [InlineData(new string[0], false)]
    public void IsIn_Fields_OnlyWithExactlyTheToken(string[] values, bool expected)
    {
        var fields = new HeaderDictionary { [ExplainToken.Field] = new StringValues(values) };

        Assert.Equal(expected, new ExplainToken(Good).IsIn(fields));
    }
}
