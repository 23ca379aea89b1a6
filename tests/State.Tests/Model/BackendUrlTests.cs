using LbPlatform.State.Model;

namespace LbPlatform.State.Tests.Model;

public sealed class BackendUrlTests
{
    [Theory]
    [InlineData("http://localhost:9001", "http://localhost:9001")]
    [InlineData("http://localhost:9001/", "http://localhost:9001")]
    [InlineData("HTTP://LOCALHOST:9001", "http://localhost:9001")]
    [InlineData("http://example.org:80/", "http://example.org")]
    [InlineData("https://example.org:443/app/", "https://example.org/app")]
    [InlineData("http://[::1]:9001", "http://[::1]:9001")]
    [InlineData("http://bücher.example", "http://xn--bcher-kva.example")]
    public void TryParse_Accepted_HasOneNormalForm(string text, string normal)
    {
        Assert.Equal(normal, BackendUrl.Parse(text).Text);
        Assert.Equal(BackendUrl.Parse(normal), BackendUrl.Parse(text));
    }

    [Theory]
    [InlineData("", "Give the address")]
    [InlineData("localhost:9001", "Did you mean 'http://localhost:9001'?")]
    [InlineData("/backend", "must start with http")]
    [InlineData("ftp://example.org", "not an absolute http(s) URL")]
    [InlineData("http://", "not an absolute http(s) URL")]
    [InlineData("http://user:secret@example.org", "user name or password")]
    [InlineData("http://example.org/?q=1", "no query")]
    [InlineData("http://example.org/#top", "no query and no fragment")]
    [InlineData("http://example.org:0", "port 0")]
    [InlineData("http://example.org:99999", "not an absolute http(s) URL")]
    public void TryParse_Refused_SaysTheRemedy(string text, string remedy)
    {
        Assert.False(BackendUrl.TryParse(text, out _, out var error));
        Assert.Contains(remedy, error);
    }

    [Fact]
    public void TryParse_TooLong_IsRefused()
    {
        var text = $"http://example.org/{new string('a', BackendUrl.Longest)}";
        Assert.False(BackendUrl.TryParse(text, out _, out var error));
        Assert.Contains("at most", error);
    }

    [Fact]
    public void Parts_OfAnIpv6Url_HaveNoBrackets()
    {
        var url = BackendUrl.Parse("http://[::1]:9001/app");
        Assert.Equal(("::1", 9001, "/app"), (url.Host, url.Port, url.PathBase));
    }
}
