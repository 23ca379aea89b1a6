using LbPlatform.DataPlane.Actions;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Routing;

namespace LbPlatform.DataPlane.Tests.Actions;

public sealed class RedirectAnswerTests
{
    public static TheoryData<RouteRedirect, string, string?> Redirects =>
        new()
        {
            {
                new() { Scheme = "https" },
                "h.test:8080",
                "https://h.test/a/b?q=1"
            },
            {
                new() { Scheme = "https", Port = 8443 },
                "h.test:8080",
                "https://h.test:8443/a/b?q=1"
            },
            {
                new() { Scheme = "https", Port = 443 },
                "h.test",
                "https://h.test/a/b?q=1"
            },
            {
                new() { Host = "new.test" },
                "h.test:8080",
                "http://new.test/a/b?q=1"
            },
            {
                new() { Port = 81 },
                "h.test:8080",
                "http://h.test:81/a/b?q=1"
            },
            {
                new() { Path = new() { Full = "/x" } },
                "h.test:8080",
                "http://h.test:8080/x?q=1"
            },
            {
                new() { Path = new() { Prefix = "/z" } },
                "[::1]:80",
                "http://[::1]:80/z/b?q=1"
            },
            {
                new() { Host = "new.test" },
                "",
                "http://new.test/a/b?q=1"
            },
            {
                new() { Scheme = "https" },
                "",
                null
            },
            {
                new() { Scheme = "https" },
                "a b",
                null
            },
            {
                new() { Scheme = "https" },
                "evil@h",
                null
            },
        };

    [Theory]
    [MemberData(nameof(Redirects))]
    public void Locate_Redirect_ChangesOnlyWhatItNames(
        RouteRedirect redirect,
        string host,
        string? expected
    )
    {
        RouteMatch match = new() { Path = "/a" };
        var answer = new RedirectAnswer(redirect, TargetRewriter.Of(redirect.Path, match), null);

        Assert.Equal(expected, answer.Locate("http", host, "/a/b?q=1"));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Route_SendsClientsElsewhere(int status)
    {
        await using var plane = await RunningDataPlane.StartAsync();
        await plane.ActAsync(_ =>
            new()
            {
                Redirect = new() { Status = status, Scheme = "https" },
                ResponseHeaders = new() { Set = [new() { Name = "X-Edited", Value = "1" }] },
            }
        );
        using var client = plane.Connect();

        var answer = await client.SendAsync("GET /a%2Fb?c HTTP/1.1\r\nHost: h.test:1\r\n\r\n");
        var without = await client.SendAsync("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

        Assert.Equal(status, answer.Status);
        Assert.Equal("https://h.test/a%2Fb?c", answer["Location"]);
        Assert.Equal("1", answer["X-Edited"]);
        Assert.Equal("0", answer["Content-Length"]);
        Assert.Equal(400, without.Status);
    }
}
