using LbPlatform.Cli.Explain;

namespace LbPlatform.Cli.Tests.Explain;

public sealed class ExplainQuestionTests
{
    [Theory]
    [InlineData("http://shop.test/a?b=c", "GET http shop.test /a?b=c")]
    [InlineData("POST https://shop.test:8443", "POST https shop.test:8443 /")]
    [InlineData("http://shop.test?b", "GET http shop.test /?b")]
    [InlineData("shop.test/a%2Fb/../c", "GET - shop.test /a%2Fb/../c")]
    [InlineData("/only/path", "GET - localhost /only/path")]
    public void Read_Words_KeepsThemAsTyped(string words, string expected)
    {
        List<string> errors = [];

        var asked = ExplainQuestion.Read(words.Split(' '), [], errors);

        Assert.Empty(errors);
        Assert.Equal(expected, $"{asked.Method} {asked.Scheme ?? "-"} {asked.Host} {asked.Path}");
    }

    [Fact]
    public void Read_Headers_JoinsThoseOfOneName()
    {
        List<string> errors = [];

        var asked = ExplainQuestion.Read(
            ["http://a.test/"],
            ["X-A: 1", "x-a:2", "Cookie: a=1", "Cookie: b=2", "Host: b.test"],
            errors
        );

        Assert.Empty(errors);
        Assert.Equal("b.test", asked.Host);
        Assert.Equal(
            ["Cookie: a=1; b=2", "x-a: 1, 2"],
            asked.Headers.Select(f => $"{f.Key}: {f.Value}")
        );
    }

    [Fact]
    public void Read_WhatIsNone_SaysAllOfIt()
    {
        List<string> errors = [];

        ExplainQuestion.Read(["ftp://a.test/"], ["nonsense"], errors);

        Assert.Equal(2, errors.Count);
    }
}
