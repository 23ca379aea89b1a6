using System.Text;
using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Messages;

/// <summary>What is said on one side arrives on the other: targets, fields, reasons, bodies, byte for byte.</summary>
public sealed class FidelityTests
{
    /// <summary>Every character but those that end the target or that no target may have.</summary>
    private const string AllOfATarget =
        "/!$%25&'()*+,-./0123456789:;<=>@ABCXYZ[\\]^_`abcxyz{|}~\"?!$%25&'()*+,-./:;<=>?@[\\]^_`{|}~\"";

    [Theory]
    [InlineData("/%2F")]
    [InlineData("/%2f%5C%5c")]
    [InlineData("/%FF%fe%80")]
    [InlineData("/%41%7E%2D%2E%5F")]
    [InlineData("/%0D%0A%20%01%7F")]
    [InlineData("/a%00", true)]
    [InlineData("/?a%00")]
    [InlineData("/%")]
    [InlineData("/%4")]
    [InlineData("/%zz")]
    [InlineData("/%25%32%46")]
    [InlineData("/a|b{c}^d`e\"f<g>h\\i")]
    [InlineData("//")]
    [InlineData("///a//b///")]
    [InlineData("/a;b=c;d/e;f")]
    [InlineData("/a+b c+d?e+f", true)]
    [InlineData("/a+b+c?d+e=f+g")]
    [InlineData("/%E4%BD%A0%E5%A5%BD/%f0%9f%98%80")]
    [InlineData("/%c0%ae%c0%ae/")]
    [InlineData("/a?")]
    [InlineData("/?a?b?/../c//d")]
    [InlineData("/?&&==&a")]
    [InlineData("/?a=%2F%FF%41|{}^[]")]
    [InlineData("/~user/.well-known/...")]
    [InlineData("/http://h/a")]
    [InlineData("/@:80/*")]
    [InlineData(AllOfATarget)]
    public async Task Target_AnyBytes_AreForwardedAsWritten(string target, bool isRefused = false)
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var answer = await client.SendAsync($"GET {target} HTTP/1.1\r\nHost: h\r\n\r\n");

        if (isRefused)
        {
            Assert.Equal(400, answer.Status);
            Assert.Empty(a.Heads);
            return;
        }

        Assert.Equal(200, answer.Status);
        Assert.StartsWith($"GET {target} HTTP/1.1\r\n", a.Heads.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8 * 1024)]
    [InlineData(16 * 1024 - 20)]
    public async Task Target_Long_IsForwardedWhole(int length)
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();
        var target = "/" + new string('x', length - 1);

        Assert.Equal(
            200,
            (await client.SendAsync($"GET {target} HTTP/1.1\r\nHost: h\r\n\r\n")).Status
        );

        Assert.StartsWith($"GET {target} HTTP/1.1\r\n", a.Heads.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("PROPFIND")]
    [InlineData("M-SEARCH")]
    [InlineData("!#$%&'*+-.^_`|~")]
    public async Task Method_Any_IsForwardedAsWritten(string method)
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var answer = await client.SendAsync($"{method} /x HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal(200, answer.Status);
        Assert.StartsWith($"{method} /x HTTP/1.1\r\n", a.Heads.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Plain", "a")]
    [InlineData("X-Empty", "")]
    [InlineData("x-CaSe", "a")]
    [InlineData("X-Inner", "a  b\tc")]
    [InlineData("X-High", "\u00e4\u00f6\u0080\u00ff")]
    [InlineData("X-Quoted", "\"a, b\", c;d=\"e\\\"f\"")]
    [InlineData("X-Marks", "!#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")]
    [InlineData("!#$%&'*+-.^_`|~09", "odd name")]
    [InlineData("Range", "bytes=0-1,5-, -7")]
    [InlineData("If-Range", "\"x\"")]
    [InlineData("If-None-Match", "W/\"a\", \"b\"")]
    [InlineData("If-Match", "*")]
    [InlineData("If-Modified-Since", "no date at all")]
    [InlineData("Accept-Encoding", "gzip;q=0.5, br, *;q=0")]
    [InlineData("User-Agent", "a/1 (b; c) d/2")]
    [InlineData("Referer", "not a url \u00e4")]
    [InlineData("Authorization", "Basic  two spaces")]
    [InlineData("Cookie", "a=1; b=\"2\"; c")]
    [InlineData("Cache-Control", "no-cache, x=\"y\"")]
    [InlineData("From", "nobody")]
    [InlineData("Max-Forwards", "ten")]
    [InlineData("Content-Type", "x/y; charset=\"\u00e4\"")]
    [InlineData("Content-Language", "tlh")]
    [InlineData("Last-Modified", "never")]
    [InlineData("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("Server", "a client's")]
    [InlineData("ETag", "unquoted")]
    [InlineData("Location", "/%2F \u00e4")]
    [InlineData("Retry-After", "soon")]
    [InlineData("WWW-Authenticate", "Negotiate, Basic realm=\"a, b\"")]
    [InlineData("Age", "-1")]
    [InlineData("Expires", "0")]
    [InlineData("Allow", "GET, , POST")]
    [InlineData("Vary", "*")]
    [InlineData("Link", "<a>; rel=\"b\", <c>")]
    [InlineData("Set-Cookie", "a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/")]
    [InlineData("Date", "Thu, 01 Jan 1970 00:00:00 GMT")]
    public async Task Field_AnyValue_PassesBothWays(string name, string value)
    {
        await using var a = new Origin(
            exchange => exchange.AnswerAsync("a", fields: $"{name}: {value}\r\n"),
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var answer = await client.SendAsync(
            $"POST / HTTP/1.1\r\nHost: h\r\n{name}: {value}\r\nContent-Length: 2\r\n\r\nhi"
        );

        Assert.Equal((200, "a"), (answer.Status, answer.Body));
        Assert.Equal([value], Values(a.Heads.Single(), name));
        Assert.Equal([value], Values(answer.Head, name));
    }

    [Fact]
    public async Task Fields_OfOneName_KeepOrderAndNumber()
    {
        const string Repeated = "X-A: 1\r\nX-B: x\r\nX-A: 2, 3\r\nX-A:\r\nX-A: 4\r\n";
        await using var a = new Origin(
            exchange =>
                exchange.AnswerAsync(
                    "a",
                    fields: Repeated
                        + "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nSet-Cookie: a=3\r\n"
                        + "WWW-Authenticate: Basic\r\nWWW-Authenticate: Negotiate\r\nVary: a\r\nVary: b\r\nLink: <c>\r\nLink: <d>\r\n"
                ),
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var answer = await client.SendAsync($"GET / HTTP/1.1\r\nHost: h\r\n{Repeated}\r\n");

        // A request's are joined as RFC 9110, 5.3, allows; a response's stay what they were.
        Assert.Equal(["1, 2, 3, , 4"], Values(a.Heads.Single(), "X-A"));
        Assert.Equal(["1", "2, 3", "", "4"], Values(answer.Head, "X-A"));
        Assert.Equal(["a=1", "b=2", "a=3"], Values(answer.Head, "Set-Cookie"));
        Assert.Equal(["Basic", "Negotiate"], Values(answer.Head, "WWW-Authenticate"));
        Assert.Equal(["a", "b"], Values(answer.Head, "Vary"));
        Assert.Equal(["<c>", "<d>"], Values(answer.Head, "Link"));
    }

    [Theory]
    [InlineData(90, 10)]
    [InlineData(10, 5_000)]
    [InlineData(1, 60_000)]
    public async Task Fields_ManyAndLarge_PassBothWays(int count, int length)
    {
        var fields = string.Concat(
            Enumerable.Range(0, count).Select(n => $"X-{n}: {n}{new string('v', length)}\r\n")
        );
        await using var a = new Origin(exchange => exchange.AnswerAsync("a", fields: fields), "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var answer = await client.SendAsync($"GET / HTTP/1.1\r\nHost: h\r\n{fields}\r\n");

        Assert.Equal((200, "a"), (answer.Status, answer.Body));
        for (var n = 0; n < count; n++)
        {
            string[] expected = [$"{n}{new string('v', length)}"];
            Assert.Equal(expected, Values(a.Heads.Single(), $"X-{n}"));
            Assert.Equal(expected, Values(answer.Head, $"X-{n}"));
        }
    }

    [Fact]
    public async Task ResponseFields_FarMoreThanARequestMayHave_Pass()
    {
        var fields = string.Concat(Enumerable.Range(0, 3_000).Select(static n => $"X-{n}: v\r\n"));
        await using var a = new Origin(exchange => exchange.AnswerAsync("a", fields: fields), "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var answer = await client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal(
            3_000,
            answer
                .Head.Split("\r\n")
                .Count(static line => line.StartsWith("X-", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("200 OK")]
    [InlineData("200 Fine")]
    [InlineData("201 Created")]
    [InlineData("299 Odd")]
    [InlineData("302 Found")]
    [InlineData("404 Nichts da, (leider); \"x\"")]
    [InlineData("429 Too Many Requests")]
    [InlineData("451 Unavailable For Legal Reasons")]
    [InlineData("500 Internal Server Error")]
    [InlineData("503 Service Unavailable")]
    [InlineData("599 Odd")]
    public async Task Status_Any_PassesWithItsReason(string status)
    {
        await using var a = new Origin(exchange => exchange.AnswerAsync("a", status), "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var answer = await client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status}\r\n", answer.Head, StringComparison.Ordinal);
        Assert.Equal("a", answer.Body);
        Assert.Null(answer["X-Lb-Error"]);
    }

    /// <summary>As docs/limits.md says.</summary>
    [Fact]
    public async Task Reason_AboveAscii_LosesThoseBytesOnly()
    {
        await using var a = new Origin(exchange => exchange.AnswerAsync("a", "200 Gr\u00fcn"), "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var answer = await client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 Gr?n\r\n", answer.Head, StringComparison.Ordinal);
        Assert.Equal("a", answer.Body);
    }

    [Theory]
    [InlineData("Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n", "Thu, 01 Jan 1970 00:00:00 GMT")]
    [InlineData("", null)]
    public async Task Date_IsKept_OrSetWhereThereIsNone(string field, string? expected)
    {
        await using var a = new Origin(exchange => exchange.AnswerAsync("a", fields: field), "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var answer = await client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

        var date = Assert.Single(Values(answer.Head, "Date"));
        Assert.True(expected is null || date == expected);
        Assert.Empty(Values(answer.Head, "Server"));
    }

    [Theory]
    [InlineData("206 Partial Content", "Content-Range: bytes 0-3/10\r\n", "part")]
    [InlineData(
        "206 Partial Content",
        "Content-Type: multipart/byteranges; boundary=X\r\n",
        "--X\r\n\r\na\r\n--X--\r\n"
    )]
    [InlineData("416 Range Not Satisfiable", "Content-Range: bytes */10\r\n", "")]
    [InlineData("412 Precondition Failed", "ETag: \"x\"\r\n", "no")]
    [InlineData("200 OK", "Content-Encoding: gzip\r\n", "\u001f\u008b\0raw")]
    public async Task Body_OfAnyKind_IsNotTouched(string status, string fields, string body)
    {
        await using var a = new Origin(exchange => exchange.AnswerAsync(body, status, fields), "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var answer = await client.SendAsync(
            "GET / HTTP/1.1\r\nHost: h\r\nRange: bytes=0-3\r\n\r\n"
        );

        Assert.StartsWith($"HTTP/1.1 {status}\r\n", answer.Head, StringComparison.Ordinal);
        Assert.Contains(fields, answer.Head, StringComparison.Ordinal);
        Assert.Equal(body, answer.Body);
        Assert.Equal($"{body.Length}", answer["Content-Length"]);
    }

    [Fact]
    public async Task Requests_Pipelined_AreAnsweredInOrder()
    {
        await using var a = new Origin(
            exchange => exchange.AnswerAsync(exchange.RequestLine.Split(' ')[1]),
            "a"
        );
        await using var b = new Origin(
            exchange => exchange.AnswerAsync(exchange.RequestLine.Split(' ')[1]),
            "b"
        );
        await using var plane = await RunningDataPlane.StartAsync(a, b);
        using var client = plane.Connect();

        await client.Wire.WriteAsync(
            string.Concat(
                Enumerable
                    .Range(0, 20)
                    .Select(static n =>
                        n % 3 == 0
                            ? $"POST /{n} HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi"
                            : $"GET /{n} HTTP/1.1\r\nHost: h\r\n\r\n"
                    )
            )
        );

        for (var n = 0; n < 20; n++)
        {
            Assert.Equal($"/{n}", (await client.ReadAsync()).Body);
        }
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("Connection: keep-alive\r\n", true)]
    [InlineData("Connection: close\r\n", false)]
    public async Task Client_OfHttp10_IsKeptOnlyWhereItAsks(string connection, bool isKept)
    {
        await using var a = new Origin(
            exchange => exchange.Wire.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na"),
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        await client.Wire.WriteAsync($"GET / HTTP/1.0\r\nHost: h\r\n{connection}\r\n");
        var answer = await client.ReadAsync();

        Assert.Equal((200, "a"), (answer.Status, answer.Body));
        Assert.Equal(isKept ? "keep-alive" : "close", answer["Connection"]);
        if (isKept)
        {
            Assert.Equal("a", (await client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n")).Body);
        }
        else
        {
            Assert.Empty(await client.Wire.ReadToEndAsync());
        }
    }

    [Fact]
    public async Task Client_OfHttp10_GetsChunksAsTheyAreWithout()
    {
        await using var a = new Origin(
            exchange =>
                exchange.Wire.WriteAsync(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"
                ),
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        await client.Wire.WriteAsync("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        var head = await client.Wire.ReadHeadAsync();

        Assert.Null(Wire.FieldOf(head!, "Transfer-Encoding"));
        Assert.Equal("ok", Encoding.Latin1.GetString(await client.Wire.ReadToEndAsync()));
    }

    private static string[] Values(string head, string name) =>
        [
            .. head.Split("\r\n")
                .Skip(1)
                .Where(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))
                .Select(line => line[(name.Length + 1)..].Trim(' ')),
        ];
}
