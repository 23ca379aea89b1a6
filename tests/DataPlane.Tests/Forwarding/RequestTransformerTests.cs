using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Forwarding;

/// <summary>What goes through unchanged, and what is changed on purpose: bytes compared with bytes.</summary>
public sealed class RequestTransformerTests
{
    [Theory]
    [InlineData("/a%2Fb/%41%FF%c3%a4?x=%20+&y=a/../b", "/a%2Fb/%41%FF%c3%a4?x=%20+&y=a/../b")]
    [InlineData("/a|b{c}^`\"<>\\?q=[]{}|", "/a|b{c}^`\"<>\\?q=[]{}|")]
    [InlineData("//double//slash/", "//double//slash/")]
    [InlineData("/?", "/?")]
    [InlineData("/a/../b/./c", "/b/c")]
    [InlineData("/a/%2E%2e/b?d=/../", "/b?d=/../")]
    [InlineData("http://h/abs?x", "/abs?x")]
    [InlineData("http://h", "/")]
    public async Task Target_IsForwarded_AsWritten(string written, string expected)
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var answer = await client.SendAsync($"GET {written} HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal(200, answer.Status);
        Assert.StartsWith(
            $"GET {expected} HTTP/1.1\r\n",
            a.Heads.Single(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Target_BackendWithPath_IsJoined()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync();
        await plane.EditAsync(d => RunningDataPlane.Add(d, "a", $"{a.Url}/base/"));

        await plane.GetAsync("/x?y");

        Assert.StartsWith("GET /base/x?y HTTP/1.1", a.Heads.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestFields_AreForwarded_ExceptThoseThatEndHere()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        await client.SendAsync(
            "GET / HTTP/1.1\r\nHost: shop.example:81\r\nConnection: X-Mine, Host, Cookie, X-Forwarded-For\r\n"
                + "X-Mine: secret\r\nKeep-Alive: 5\r\nTE: trailers\r\nProxy-Authorization: p\r\n"
                + "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil\r\nForwarded: for=evil\r\n"
                + "Cookie: a=1\r\nCookie: b=2\r\nAuthorization: Basic x\r\nUpgrade-Insecure-Requests: 1\r\n"
                + "X-Latin: \u00e4\u00ff\r\nX-Empty:\r\nVia: 1.0 fred\r\nAccept: a\r\nAccept: b\r\n\r\n"
        );
        var head = a.Heads.Single();

        Assert.Equal("shop.example:81", Wire.FieldOf(head, "Host"));
        Assert.Null(Wire.FieldOf(head, "X-Mine"));
        Assert.Null(Wire.FieldOf(head, "Keep-Alive"));
        Assert.Null(Wire.FieldOf(head, "TE"));
        Assert.Null(Wire.FieldOf(head, "Proxy-Authorization"));
        Assert.Null(Wire.FieldOf(head, "Connection"));
        Assert.Null(Wire.FieldOf(head, "Forwarded"));
        Assert.Equal("127.0.0.1", Wire.FieldOf(head, "X-Forwarded-For"));
        Assert.Equal("http", Wire.FieldOf(head, "X-Forwarded-Proto"));
        Assert.Equal("shop.example:81", Wire.FieldOf(head, "X-Forwarded-Host"));
        Assert.Equal("a=1; b=2", Wire.FieldOf(head, "Cookie"));
        Assert.Equal("Basic x", Wire.FieldOf(head, "Authorization"));
        Assert.Equal("1", Wire.FieldOf(head, "Upgrade-Insecure-Requests"));
        Assert.Equal("\u00e4\u00ff", Wire.FieldOf(head, "X-Latin"));
        Assert.Equal("", Wire.FieldOf(head, "X-Empty"));
        Assert.Equal("1.0 fred, 1.1 lbplatform", Wire.FieldOf(head, "Via"));
        Assert.Equal("a, b", Wire.FieldOf(head, "Accept"));
        Assert.Null(Wire.FieldOf(head, "traceparent"));
        Assert.Null(Wire.FieldOf(head, "Content-Length"));
    }

    [Fact]
    public async Task ResponseFields_AreForwarded_ExceptThoseThatEndHere()
    {
        await using var a = new Origin(
            exchange =>
                exchange.AnswerAsync(
                    "body",
                    "418 Short and stout",
                    "Connection: X-Mine\r\nX-Mine: 1\r\nKeep-Alive: 5\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nServer: origin\r\n"
                        + "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nX-Latin: \u00e4\u00ff\r\nVia: 1.0 fred\r\nContent-Type: x/y\r\n"
                ),
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var answer = await client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.StartsWith(
            "HTTP/1.1 418 Short and stout\r\n",
            answer.Head,
            StringComparison.Ordinal
        );
        Assert.Equal("body", answer.Body);
        Assert.Null(answer["X-Mine"]);
        Assert.Null(answer["Keep-Alive"]);
        Assert.Equal("Thu, 01 Jan 1970 00:00:00 GMT", answer["Date"]);
        Assert.Equal("origin", answer["Server"]);
        Assert.Equal("\u00e4\u00ff", answer["X-Latin"]);
        Assert.Equal("x/y", answer["Content-Type"]);
        Assert.Contains(
            "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n",
            answer.Head,
            StringComparison.Ordinal
        );
        Assert.Contains("Via: 1.0 fred", answer.Head, StringComparison.Ordinal);
        Assert.Contains("1.1 lbplatform", answer.Head, StringComparison.Ordinal);
        Assert.Null(answer["X-Lb-Error"]);
        Assert.Null(answer["X-Lb-Backend"]);
    }

    [Theory]
    [InlineData("204 No Content", "Content-Length: 0\r\n")]
    [InlineData("304 Not Modified", "Content-Length: 5\r\n")]
    [InlineData("304 Not Modified", "")]
    public async Task Response_WithoutBody_PassesAndLeavesTheConnectionClean(
        string status,
        string length
    )
    {
        await using var a = new Origin(
            exchange =>
                exchange.Wire.WriteAsync($"HTTP/1.1 {status}\r\n{length}ETag: \"x\"\r\n\r\n"),
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var first = await client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        var second = await client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal(first.Status, second.Status);
        Assert.Null(first["Content-Length"]);
        Assert.Null(first["Transfer-Encoding"]);
        Assert.Equal("\"x\"", first["ETag"]);
    }

    [Fact]
    public async Task Head_KeepsTheLengthOfWhatGetWouldBring()
    {
        await using var a = new Origin(
            exchange =>
                exchange.Wire.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 12345\r\n\r\n"),
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var first = await client.SendAsync("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
        var second = await client.SendAsync("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal("12345", first["Content-Length"]);
        Assert.Equal(200, second.Status);
    }

    [Fact]
    public async Task Origin_OfHttp10_IsServedWhole()
    {
        await using var a = new Origin(
            async exchange =>
            {
                await exchange.Wire.WriteAsync(
                    "HTTP/1.0 200 OK\r\nServer: SimpleHTTP/0.6\r\n\r\nold but gold"
                );
                exchange.Close();
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);

        Assert.Equal(["old but gold", "old but gold"], await plane.GetAsync(2));
    }

    [Fact]
    public async Task Client_OfHttp10_IsServedWhole()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var answer = await client.SendAsync("GET / HTTP/1.0\r\n\r\n");

        Assert.Equal((200, "a"), (answer.Status, answer.Body));
        Assert.Equal($"127.0.0.1:{a.Port}", Wire.FieldOf(a.Heads.Single(), "Host"));
        Assert.Equal("1.0 lbplatform", Wire.FieldOf(a.Heads.Single(), "Via"));
    }

    [Fact]
    public async Task Options_Asterisk_IsNotForwarded()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var answer = await client.SendAsync("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal(204, answer.Status);
        Assert.Empty(a.Heads);
    }

    [Fact]
    public async Task Traffic_AsksForReadyz_IsProxied()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var answer = await client.SendAsync(
            $"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1:{plane.AdminPort}\r\n\r\n"
        );

        Assert.Equal("a", answer.Body);
    }

    [Fact]
    public async Task Settings_AccessLogAndBackendHeader_AreFollowed()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(
            ["--DataPlane:AccessLog", "true", "--DataPlane:BackendHeader", "true"],
            a
        );
        using var client = plane.Connect();

        var answer = await client.SendAsync("GET /p%0a?secret HTTP/1.1\r\nHost: h\r\n\r\n");
        await Eventually.HoldsAsync(() => plane.Log.Count(4000) == 1, "the line is written");

        Assert.Equal("a", answer["X-Lb-Backend"]);
        Assert.Matches(
            @"^127\.0\.0\.1 ""GET /p%0a HTTP/1\.1"" 200 1B [0-9.]+ms -> a [0-9.]+ms try=1$",
            plane.Log.Of(4000).Single()
        );
    }
}
