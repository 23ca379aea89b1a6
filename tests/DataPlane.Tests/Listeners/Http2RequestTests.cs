using System.Net;
using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Listeners;

/// <summary>Requests of HTTP/2 clients, as a backend of HTTP/1.1 sees them, and its answers.</summary>
public sealed class Http2RequestTests
{
    private readonly int _port = FreePort.Next();

    [Fact]
    public async Task Request_Fields_AreThoseOfHttp11()
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync(origin);
        using var client = await Http2Client.ConnectAsync(_port);

        await client.SendAsync(
            Http2Client.HeadersFrame,
            Http2Client.EndHeaders | Http2Client.EndStream,
            1,
            Http2Client.Fields(
                (":method", "GET"),
                (":scheme", "http"),
                (":path", "/a%2Fb%FF//?q=%41|"),
                (":authority", "a.test:81"),
                ("te", "trailers"),
                ("cookie", "a=1"),
                ("x-one", "1"),
                ("cookie", "b=2"),
                ("x-bytes", "\u00e9\u00ff")
            )
        );
        var frames = await client.ReadUntilAsync(static f => f.IsLast);

        Assert.Contains(frames, static frame => frame.IsOk);
        var head = Assert.Single(origin.Heads);
        Assert.StartsWith("GET /a%2Fb%FF//?q=%41| HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.Equal("a.test:81", Wire.FieldOf(head, "Host"));
        Assert.Equal("a=1; b=2", Wire.FieldOf(head, "Cookie"));
        Assert.Equal(1, head.Split("ookie:").Length - 1);
        Assert.Equal("1", Wire.FieldOf(head, "X-One"));
        Assert.Equal("\u00e9\u00ff", Wire.FieldOf(head, "X-Bytes"));
        Assert.Equal("2 lbplatform", Wire.FieldOf(head, "Via"));
        Assert.Null(Wire.FieldOf(head, "TE"));
        Assert.DoesNotContain(":authority", head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Transfer-Encoding", head, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("connection", "close")]
    [InlineData("transfer-encoding", "chunked")]
    [InlineData("keep-alive", "timeout=5")]
    [InlineData("proxy-connection", "keep-alive")]
    [InlineData("upgrade", "h2c")]
    [InlineData("te", "gzip")]
    [InlineData("X-Upper", "1")]
    [InlineData("x-evil", "1\r\nEvil: 1")]
    [InlineData("x-evil", "1\nEvil: 1")]
    [InlineData("x-evil", "1\rEvil: 1")]
    [InlineData("x-evil", "a\0b")]
    [InlineData("x evil", "1")]
    [InlineData("x-evil: 1\r\nevil", "1")]
    [InlineData("evil:", "1")]
    [InlineData("", "1")]
    [InlineData("content-length", "5")]
    [InlineData("content-length", "1, 2")]
    [InlineData(":path", "/second")]
    [InlineData(":evil", "1")]
    public async Task Request_FieldOfHttp11_IsMalformedAndGoesNowhere(string name, string value)
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync(origin);
        using var client = await Http2Client.ConnectAsync(_port);

        await client.SendAsync(
            Http2Client.HeadersFrame,
            Http2Client.EndHeaders | Http2Client.EndStream,
            1,
            [.. Http2Client.Request(), .. Http2Client.Fields((name, value))]
        );
        await client.ReadUntilAsync(static f =>
            f.IsLast || f.Type is Http2Client.Reset or Http2Client.GoAway
        );

        Assert.Empty(origin.Heads);
    }

    [Theory]
    [InlineData("GET", "/ HTTP/1.1\r\nEvil: 1", "http", "a.test")]
    [InlineData("GET", "/ a", "http", "a.test")]
    [InlineData("GET", "/#a", "http", "a.test")]
    [InlineData("GET", "a", "http", "a.test")]
    [InlineData("GET", "", "http", "a.test")]
    [InlineData("GE T", "/", "http", "a.test")]
    [InlineData("GET / HTTP/1.1\r\nEvil: 1\r\n\r\nGET", "/", "http", "a.test")]
    [InlineData("GET", "/", "http", "a.test\r\nEvil: 1")]
    [InlineData("GET", "/", "http", "a b")]
    [InlineData("GET", "/", "http", "user@a.test")]
    [InlineData("GET", "/", "https", "a.test")]
    [InlineData("GET", "/", "http\r\nEvil: 1", "a.test")]
    [InlineData("CONNECT", "/", "http", "a.test")]
    public async Task Request_PseudoFieldThatHttp11CannotCarry_GoesNowhere(
        string method,
        string path,
        string scheme,
        string authority
    )
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync(origin);
        using var client = await Http2Client.ConnectAsync(_port);

        await client.SendAsync(
            Http2Client.HeadersFrame,
            Http2Client.EndHeaders | Http2Client.EndStream,
            1,
            Http2Client.Fields(
                (":method", method),
                (":scheme", scheme),
                (":path", path),
                (":authority", authority)
            )
        );
        var frames = await client.ReadUntilAsync(static f =>
            f.IsLast || f.Type is Http2Client.Reset or Http2Client.GoAway
        );

        Assert.Empty(origin.Heads);
        Assert.DoesNotContain(frames, static frame => frame.IsOk);
    }

    [Theory]
    [InlineData("a.test", "evil.test")]
    [InlineData("a.test", "a.test")]
    [InlineData("", "a.test")]
    [InlineData("a.test", "a.test", "evil.test")]
    [InlineData("", "a.test", "evil.test")]
    [InlineData("")]
    public async Task Request_HostBesideAuthority_BackendNeverSeesAnotherOne(
        string authority,
        params string[] hosts
    )
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync(origin);
        using var client = await Http2Client.ConnectAsync(_port);

        await client.SendAsync(
            Http2Client.HeadersFrame,
            Http2Client.EndHeaders | Http2Client.EndStream,
            1,
            Http2Client.Fields([
                (":method", "GET"),
                (":scheme", "http"),
                (":path", "/"),
                .. authority.Length > 0
                    ? [(":authority", authority)]
                    : Array.Empty<(string, string)>(),
                .. hosts.Select(static host => ("host", host)),
            ])
        );
        await client.ReadUntilAsync(static f =>
            f.IsLast || f.Type is Http2Client.Reset or Http2Client.GoAway
        );

        Assert.All(
            origin.Heads,
            static head =>
            {
                Assert.Equal("a.test", Wire.FieldOf(head, "Host"));
                Assert.DoesNotContain("evil", head, StringComparison.Ordinal);
                Assert.Equal(2, head.Split("\r\nHost: ").Length);
            }
        );
    }

    [Fact]
    public async Task Answer_FieldsOfHttp11AndTrailers_EndHereAndPass()
    {
        await using var origin = new Origin(static async exchange =>
        {
            await exchange.ReadBodyAsync();
            await exchange.Wire.WriteAsync(
                "HTTP/1.1 200 OK\r\nConnection: keep-alive, x-hop\r\nKeep-Alive: timeout=5\r\nX-Hop: 1\r\nX-End: 2\r\n"
                    + "Upgrade: h2c\r\nTransfer-Encoding: chunked\r\nTrailer: grpc-status\r\n\r\n"
                    + "2\r\nok\r\n0\r\ngrpc-status: 0\r\ngrpc-message: fine\r\n\r\n"
            );
        });
        await using var plane = await StartAsync(origin);
        using var client = NewClient();

        using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{_port}/"));

        Assert.Equal("ok", await answer.Content.ReadAsStringAsync());
        Assert.Equal("2", Assert.Single(answer.Headers.GetValues("X-End")));
        Assert.Equal(
            ["Date", "Via", "x-end"],
            answer.Headers.Select(static field => field.Key).Order(StringComparer.Ordinal)
        );
        Assert.Equal("0", Assert.Single(answer.TrailingHeaders.GetValues("grpc-status")));
        Assert.Equal("fine", Assert.Single(answer.TrailingHeaders.GetValues("grpc-message")));
    }

    [Fact]
    public async Task Request_Body_ReachesTheBackend()
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync(origin);
        using var client = NewClient();
        using var body = new StreamContent(new MemoryStream(new byte[300_000]));
        using var request = new HttpRequestMessage(
            HttpMethod.Put,
            new Uri($"http://127.0.0.1:{_port}/up")
        )
        {
            Content = body,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("PUT /up", Assert.Single(origin.Heads), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_OfTheOtherVersion_IsNotServed()
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync(origin);
        using var plain = RawClient.Connect(_port);
        using var prior = await Http2Client.ConnectAsync(plane.Port);

        await plain.Wire.WriteAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await prior.SendAsync(
            Http2Client.HeadersFrame,
            Http2Client.EndHeaders | Http2Client.EndStream,
            1,
            Http2Client.Request()
        );

        await plain.Wire.ReadToEndAsync();
        Assert.DoesNotContain(
            await prior.ReadUntilAsync(static _ => false),
            static frame => frame.IsOk
        );
        Assert.Empty(origin.Heads);
    }

    private static HttpClient NewClient() =>
        new(new SocketsHttpHandler { UseProxy = false })
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

    private Task<RunningDataPlane> StartAsync(Origin origin) =>
        RunningDataPlane.StartAsync(
            [
                "--DataPlane:Listeners:0:Url",
                $"http://127.0.0.1:{_port}",
                "--DataPlane:Listeners:0:Protocols",
                "Http2",
            ],
            origin
        );
}
