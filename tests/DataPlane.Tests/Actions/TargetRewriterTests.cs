using LbPlatform.DataPlane.Actions;
using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Actions;

public sealed class TargetRewriterTests
{
    [Theory]
    [InlineData("/api", "/", "/api/users?x=1", "/users?x=1")]
    [InlineData("/api", "/", "/api", "/")]
    [InlineData("/api", "/", "/api?x", "/?x")]
    [InlineData("/api", "/", "/api/", "/")]
    [InlineData("/api/", "/", "/api/a", "/a")]
    [InlineData("/api", "/", "/%61pi/a%2Fb/%C3%BC?q=%20", "/a%2Fb/%C3%BC?q=%20")]
    [InlineData("/api/v1", "/v2", "/api/v1/a", "/v2/a")]
    [InlineData("/api/v1", "/v2/", "/api/v1", "/v2")]
    [InlineData("/api", "/x/y", "/api//a", "/x/y//a")]
    [InlineData("/", "/x", "/a?b", "/x/a?b")]
    [InlineData("/", "/x", "/", "/x/")]
    public void Apply_Prefix_ReplacesWhatTheRouteMatched(
        string matched,
        string prefix,
        string target,
        string expected
    ) =>
        Assert.Equal(
            expected,
            TargetRewriter.Of(new() { Prefix = prefix }, new() { Path = matched })!.Apply(target)
        );

    [Theory]
    [InlineData("/a/b?c", "/x?c")]
    [InlineData("/", "/x")]
    public void Apply_Full_KeepsTheQuery(string target, string expected) =>
        Assert.Equal(expected, TargetRewriter.Of(new() { Full = "/x" }, new())!.Apply(target));

    [Fact]
    public async Task Route_StripsItsPrefixAndNamesAnotherHost()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        await plane.ActAsync(
            _ =>
                new()
                {
                    Path = new() { Prefix = "/" },
                    Host = "inner.test:81",
                },
            new() { Path = "/api" }
        );
        using var client = plane.Connect();

        await client.SendAsync("GET /x/../api/%41%2f?q HTTP/1.1\r\nHost: outer.test\r\n\r\n");

        var head = a.Heads.Single();
        Assert.StartsWith("GET /%41%2f?q HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.Equal("inner.test:81", Wire.FieldOf(head, "Host"));
        Assert.Equal("outer.test", Wire.FieldOf(head, "X-Forwarded-Host"));
    }
}
