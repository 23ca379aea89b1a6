using LbPlatform.DataPlane.Listeners.Redirection;
using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Listeners.Redirection;

public sealed class RedirectToHttpsTests
{
    private readonly int _port = FreePort.Next();

    [Theory]
    [InlineData("a.test", "/p?q=1", 443, "https://a.test/p?q=1")]
    [InlineData("a.test:80", "/", 443, "https://a.test/")]
    [InlineData("a.test:", "/", 8443, null)]
    [InlineData("a.test:8080", "/%2F//x", 8443, "https://a.test:8443/%2F//x")]
    [InlineData("10.0.0.1:80", "/", 8443, "https://10.0.0.1:8443/")]
    [InlineData("[2001:db8::1]:80", "/", 443, "https://[2001:db8::1]/")]
    [InlineData("[2001:db8::1]", "/", 8443, "https://[2001:db8::1]:8443/")]
    [InlineData("a.test", "http://a.test/abs?x", 443, "https://a.test/abs?x")]
    [InlineData("a.test", "/a/../b", 443, "https://a.test/b")]
    [InlineData("", "/", 443, null)]
    [InlineData("a b", "/", 443, null)]
    [InlineData("a.test/x", "/", 443, null)]
    [InlineData("user@a.test", "/", 443, null)]
    [InlineData("a.test:99999", "/", 443, null)]
    [InlineData("a.test:80:80", "/", 443, null)]
    [InlineData("[::1", "/", 443, null)]
    [InlineData("[]", "/", 443, null)]
    [InlineData("\u00e9.test", "/", 443, null)]
    public void Locate_HostAndTarget_AreTheSameOverTls(
        string host,
        string target,
        int port,
        string? expected
    ) =>
        Assert.Equal(
            expected,
            new RedirectToHttps(new() { HttpsPort = port }).Locate(host, target, out _)
        );

    [Theory]
    [InlineData("GET", 301, 301)]
    [InlineData("HEAD", 302, 302)]
    [InlineData("GET", 308, 308)]
    [InlineData("POST", 301, 308)]
    [InlineData("PUT", 302, 308)]
    public void StatusFor_Method_KeepsWhatIsSent(string method, int status, int expected) =>
        Assert.Equal(
            expected,
            new RedirectToHttps(new() { HttpsPort = 443, Status = status }).StatusFor(method)
        );

    [Fact]
    public async Task Request_ListenerRedirects_GoesToNoBackend()
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync(origin);
        using var client = RawClient.Connect(_port);

        var get = await client.SendAsync("GET /p%2F?q HTTP/1.1\r\nHost: a.test:80\r\n\r\n");
        var post = await client.SendAsync(
            "POST /p HTTP/1.1\r\nHost: a.test\r\nContent-Length: 2\r\n\r\nhi"
        );
        var bad = await client.SendAsync("GET / HTTP/1.1\r\nHost: a_b@c\r\n\r\n");

        Assert.Equal((301, "https://a.test:8443/p%2F?q"), (get.Status, get["Location"]));
        Assert.Equal((308, "https://a.test:8443/p"), (post.Status, post["Location"]));
        Assert.Equal(400, bad.Status);
        Assert.Empty(origin.Heads);
    }

    [Fact]
    public async Task Request_AcmeChallenge_IsServed()
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync(origin);
        using var client = RawClient.Connect(_port);

        var answer = await client.SendAsync(
            "GET /.well-known/acme-challenge/token HTTP/1.1\r\nHost: a.test\r\n\r\n"
        );
        var hidden = await client.SendAsync(
            "GET /.well-known/acme-challenge/../../secret HTTP/1.1\r\nHost: a.test\r\n\r\n"
        );

        Assert.Equal("origin", answer.Body);
        Assert.Equal((301, "https://a.test:8443/secret"), (hidden.Status, hidden["Location"]));
        Assert.Single(origin.Heads);
    }

    [Fact]
    public async Task Request_OfHttp2_IsRedirectedToo_AlsoOneForAWebSocket()
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync(
            origin,
            "--DataPlane:Listeners:0:Protocols",
            "Http2"
        );
        using var client = await Http2Client.ConnectAsync(_port);

        var get = await client.AskAsync(1, Http2Client.Request("/p%2F?q"));
        var post = await client.AskAsync(3, Http2Client.Request("/p", "POST"));
        var socket = await client.AskAsync(
            5,
            Http2Client.Fields(
                (":method", "CONNECT"),
                (":protocol", "websocket"),
                (":scheme", "http"),
                (":path", "/chat"),
                (":authority", "a.test"),
                ("sec-websocket-version", "13")
            )
        );

        Assert.Contains("https://a.test:8443/p%2F?q", TextOf(get), StringComparison.Ordinal);
        Assert.Contains("https://a.test:8443/p", TextOf(post), StringComparison.Ordinal);
        Assert.Contains("https://a.test:8443/chat", TextOf(socket), StringComparison.Ordinal);
        Assert.Empty(origin.Heads);
    }

    /// <summary>The fields of an answer; its texts are written out, since the client keeps no table.</summary>
    private static string TextOf(IEnumerable<Http2Frame> frames) =>
        System.Text.Encoding.Latin1.GetString([
            .. frames
                .Where(static frame => frame.Type == Http2Client.HeadersFrame)
                .SelectMany(static frame => frame.Payload),
        ]);

    private Task<RunningDataPlane> StartAsync(Origin origin, params string[] settings) =>
        RunningDataPlane.StartAsync(
            [
                .. settings,
                "--DataPlane:Listeners:0:Url",
                $"http://127.0.0.1:{_port}",
                "--DataPlane:Listeners:0:Redirect:HttpsPort",
                "8443",
            ],
            origin
        );
}
