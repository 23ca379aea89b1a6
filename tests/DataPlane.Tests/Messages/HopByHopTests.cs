using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Messages;

/// <summary>What is about one connection ends here, both ways, and no peer ends anything else by naming it.</summary>
public sealed class HopByHopTests
{
    [Theory]
    [InlineData("Keep-Alive", "timeout=5")]
    [InlineData("Proxy-Connection", "keep-alive")]
    [InlineData("Proxy-Authenticate", "Basic")]
    [InlineData("Proxy-Authorization", "Basic x")]
    [InlineData("TE", "trailers")]
    [InlineData("Trailer", "X-T")]
    [InlineData("HTTP2-Settings", "x")]
    [InlineData("X-Named", "x")]
    [InlineData("x-NAMED", "x")]
    public async Task Field_OfOneConnection_EndsHere(string name, string value)
    {
        var field = $"{name}: {value}\r\n";
        await using var a = new Origin(
            exchange =>
                exchange.AnswerAsync("a", fields: $"Connection: close , X-Named,\r\n{field}"),
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var answer = await client.SendAsync(
            $"GET / HTTP/1.1\r\nHost: h\r\nConnection: , X-Named ,\r\n{field}\r\n"
        );

        Assert.Equal((200, "a"), (answer.Status, answer.Body));
        Assert.Null(Wire.FieldOf(a.Heads.Single(), name));
        Assert.Null(Wire.FieldOf(a.Heads.Single(), "Connection"));
        Assert.Null(answer[name]);
    }

    [Theory]
    [InlineData("Host", "h", "h")]
    [InlineData("Content-Length", "2", "2")]
    [InlineData("Content-Type", "a/b", "a/b")]
    [InlineData("Authorization", "Basic x", "Basic x")]
    [InlineData("Cookie", "a=1", "a=1")]
    [InlineData("Cache-Control", "no-store", "no-store")]
    [InlineData("X-Forwarded-For", "6.6.6.6", "127.0.0.1")]
    [InlineData("X-Forwarded-Proto", "https", "http")]
    [InlineData("X-Forwarded-Host", "evil", "h")]
    [InlineData("Via", "1.0 fred", "1.0 fred, 1.1 lbplatform")]
    public async Task RequestField_NamedInConnection_StaysWhereItMatters(
        string name,
        string sent,
        string expected
    )
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();
        var own = name is "Host" or "Content-Length" ? "" : $"{name}: {sent}\r\n";

        var answer = await client.SendAsync(
            $"POST / HTTP/1.1\r\nHost: h\r\nConnection: {name}\r\nContent-Length: 2\r\n{own}\r\nhi"
        );

        Assert.Equal(200, answer.Status);
        Assert.Equal(expected, Wire.FieldOf(a.Heads.Single(), name));
    }

    [Theory]
    [InlineData("Content-Length", "1")]
    [InlineData("Content-Type", "a/b")]
    [InlineData("Content-Encoding", "x")]
    [InlineData("Set-Cookie", "a=1")]
    [InlineData("Cache-Control", "private")]
    [InlineData("Date", "Thu, 01 Jan 1970 00:00:00 GMT")]
    public async Task ResponseField_NamedInConnection_StaysWhereItMatters(string name, string value)
    {
        var own = name == "Content-Length" ? "" : $"{name}: {value}\r\n";
        await using var a = new Origin(
            exchange => exchange.AnswerAsync("a", fields: $"Connection: {name}\r\n{own}"),
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var answer = await client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal((200, "a", value), (answer.Status, answer.Body, answer[name]));
    }

    [Theory]
    [InlineData("1.1 lbplatform", "")]
    [InlineData("1.0 fred, 1.1 lbplatform", "Via: 1.0 fred\r\n")]
    [InlineData("1.0 fred, 1.1 p (c), 1.1 lbplatform", "Via: 1.0 fred\r\nVia: 1.1 p (c)\r\n")]
    public async Task Via_IsAppendedToWhatIsThere_BothWays(string expected, string via)
    {
        await using var a = new Origin(exchange => exchange.AnswerAsync("a", fields: via), "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var answer = await client.SendAsync($"GET / HTTP/1.1\r\nHost: h\r\n{via}\r\n");

        Assert.Equal(expected, Wire.FieldOf(a.Heads.Single(), "Via"));
        Assert.Equal(
            expected,
            string.Join(
                ", ",
                answer
                    .Head.Split("\r\n")
                    .Where(static line => line.StartsWith("Via: ", StringComparison.Ordinal))
                    .Select(static line => line["Via: ".Length..])
            )
        );
    }

    [Fact]
    public async Task Trailers_OfEitherSide_EndHereAndConfuseNobody()
    {
        var body = "";
        await using var a = new Origin(
            async exchange =>
            {
                body += System.Text.Encoding.Latin1.GetString(await exchange.ReadBodyAsync());
                await exchange.Wire.WriteAsync(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\n\r\n2\r\nok\r\n0\r\nX-T: t\r\n\r\n"
                );
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();
        const string Request =
            "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTrailer: X-R\r\n\r\n2\r\nhi\r\n0\r\nX-R: r\r\n\r\n";

        // The second one would find the first one's trailer in its way.
        var first = await client.SendAsync(Request);
        var second = await client.SendAsync(Request);

        Assert.Equal((200, "ok"), (first.Status, first.Body));
        Assert.Equal((200, "ok"), (second.Status, second.Body));
        Assert.Equal("hihi", body);
        Assert.All(a.Heads, static head => Assert.Null(Wire.FieldOf(head, "Trailer")));
    }
}
