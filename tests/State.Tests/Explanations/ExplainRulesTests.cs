using LbPlatform.State.Explanations;

namespace LbPlatform.State.Tests.Explanations;

public sealed class ExplainRulesTests
{
    [Fact]
    public void Check_TheSimplest_IsGood() => Assert.Empty(ExplainRules.Check(new()));

    [Theory]
    [InlineData("GET", "/a?b", "shop.test:8080", "::1", "https", "")]
    [InlineData("GET", "http://shop.test/a", "shop.test", "10.0.0.1", "http", "")]
    [InlineData("OPTIONS", "*", "h", "10.0.0.1", null, "")]
    [InlineData("get", "/ü ", "", "10.0.0.1", null, "")]
    [InlineData("GET", "*", "h", "10.0.0.1", null, "/path")]
    [InlineData("GET", "", "h", "10.0.0.1", null, "/path")]
    [InlineData("G T", "/", "h", "10.0.0.1", null, "/method")]
    [InlineData("", "a", "h", "10.0.0.1:80", "ftp", "/method /path /client /scheme")]
    public void Check_Line_NamesAllThatCannotBeAsked(
        string method,
        string path,
        string host,
        string client,
        string? scheme,
        string expected
    )
    {
        var asked = new ExplainRequest
        {
            Method = method,
            Path = path,
            Host = host,
            Client = client,
            Scheme = scheme,
        };

        Assert.Equal(expected, Places(asked));
    }

    [Theory]
    [InlineData("X-A", "a, b", "")]
    [InlineData("X A", "a", "/headers")]
    [InlineData("Host", "a", "/headers/Host")]
    [InlineData("X-A", "a\r\nX-B: b", "/headers/X-A")]
    public void Check_Headers_AreOneLineEach(string name, string value, string expected) =>
        Assert.Equal(
            expected,
            Places(new() { Headers = new Dictionary<string, string> { [name] = value } })
        );

    [Fact]
    public void Check_Bounds_AreKept()
    {
        var asked = new ExplainRequest
        {
            Method = new('A', ExplainRequest.LongestMethod + 1),
            Path = "/" + new string('a', ExplainRequest.LongestPath),
            Host = new('a', ExplainRequest.LongestHost + 1),
            Headers = Enumerable
                .Range(0, ExplainRequest.MostHeaders + 1)
                .ToDictionary(static n => $"X-{n}", static _ => ""),
        };

        Assert.Equal("/method /path /host /headers", Places(asked));
    }

    private static string Places(ExplainRequest asked) =>
        string.Join(' ', ExplainRules.Check(asked).Select(static problem => problem.Place));
}
