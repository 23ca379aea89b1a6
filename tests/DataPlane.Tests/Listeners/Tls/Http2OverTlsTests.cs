using System.Net;
using System.Net.Security;
using System.Text;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Routing;

namespace LbPlatform.DataPlane.Tests.Listeners.Tls;

/// <summary>What an https:// listener and a client agree on, and HTTP/2 in it: names, schemes, fields, certificates.</summary>
public sealed class Http2OverTlsTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n";

    [Theory]
    [InlineData("Http1, Http2", "h2 http/1.1", "h2")]
    [InlineData("Http1, Http2", "http/1.1 h2", "h2")]
    [InlineData("Http1, Http2", "http/1.1", "http/1.1")]
    [InlineData("Http1, Http2", "grease http/1.1", "http/1.1")]
    [InlineData("Http1, Http2", "", "")]
    [InlineData("Http1", "h2 http/1.1", "http/1.1")]
    [InlineData("Http2", "h2 http/1.1", "h2")]
    public async Task Connect_Alpn_IsTheBestThatBothSpeak(
        string protocols,
        string offered,
        string agreed
    )
    {
        await using var origin = new Origin();
        await using var plane = await SecurePlane.StartAsync([$"Protocols={protocols}"], origin);

        using var client = await OfferAsync(plane, offered);

        Assert.Equal(agreed, client.Stream.NegotiatedApplicationProtocol.ToString());
        if (agreed != "h2")
        {
            Assert.Equal("origin", (await client.SendAsync(Get)).Body);
        }
    }

    [Theory]
    [InlineData("Http1", "h2")]
    [InlineData("Http2", "http/1.1")]
    [InlineData("Http1, Http2", "spdy/3.1")]
    public async Task Connect_NothingInCommon_FailsTheHandshake(string protocols, string offered)
    {
        await using var origin = new Origin();
        await using var plane = await SecurePlane.StartAsync([$"Protocols={protocols}"], origin);

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using var client = await OfferAsync(plane, offered);
            await client.SendAsync(Get);
        });

        Assert.Empty(origin.Heads);
    }

    [Fact]
    public async Task Connect_Http2AloneAndNoAlpn_IsNotServed()
    {
        await using var origin = new Origin();
        await using var plane = await SecurePlane.StartAsync(["Protocols=Http2"], origin);

        using var client = await OfferAsync(plane, "");
        await client.Wire.WriteAsync(Get);

        Assert.DoesNotContain(
            "origin",
            Encoding.Latin1.GetString(await ReadToEndAsync(client)),
            StringComparison.Ordinal
        );
        Assert.Empty(origin.Heads);
    }

    [Fact]
    public async Task Request_AnotherHostThanTheServerName_GoesWhereItsHostSays()
    {
        await using var a = new Origin(name: "a");
        await using var b = new Origin(name: "b");
        await using var plane = await SecurePlane.StartAsync([], a);
        await plane.Plane.EditAsync(draft =>
        {
            var pool = draft.AddPool(b);
            draft.AddRoute("b", pool, new RouteMatch { Hosts = ["b.test"] });
        });

        // As a browser does that holds a certificate for both (RFC 9113, 9.1.1); and as one does that holds none.
        using var two = await Http2Client.ConnectAsync(plane.Port, "a.test");
        var ofA = await two.AskAsync(1, Secure("/", "a.test"));
        var ofB = await two.AskAsync(3, Secure("/", "b.test"));
        using var one = await TlsClient.ConnectAsync(plane.Port, "a.test");
        var ofB1 = await one.SendAsync("GET / HTTP/1.1\r\nHost: b.test\r\n\r\n");

        Assert.Equal(("a", "b", "b"), (BodyOf(ofA), BodyOf(ofB), ofB1.Body));
        Assert.All(
            b.Heads,
            static head =>
            {
                Assert.Equal("b.test", Wire.FieldOf(head, "Host"));
                Assert.Equal("b.test", Wire.FieldOf(head, "X-Forwarded-Host"));
                Assert.Equal("https", Wire.FieldOf(head, "X-Forwarded-Proto"));
            }
        );
    }

    [Theory]
    [InlineData("A.TEST")]
    [InlineData("x.A.test")]
    [InlineData("a.test")]
    public async Task Connect_ServerName_IsComparedWithoutCase(string serverName)
    {
        await using var origin = new Origin();
        await using var plane = await SecurePlane.StartAsync([], origin);
        plane.Files.WritePem("f/zz", plane.Files.Server("b.test"));

        using var client = await TlsClient.ConnectAsync(plane.Port, serverName);

        Assert.Equal("CN=a.test", client.Shown.Subject);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("ws")]
    public async Task Request_OfAnotherScheme_GoesNowhere(string scheme)
    {
        await using var origin = new Origin();
        await using var plane = await SecurePlane.StartAsync([], origin);
        using var client = await Http2Client.ConnectAsync(plane.Port, "a.test");

        var frames = await client.AskAsync(1, Http2Client.Request(scheme: scheme));

        Assert.DoesNotContain(frames, static frame => frame.IsOk);
        Assert.Empty(origin.Heads);
    }

    [Fact]
    public async Task NewCertificate_OpenHttp2Connection_GoesOnUnderWayAndAfter()
    {
        var release = new TaskCompletionSource();
        await using var origin = new Origin(async exchange =>
        {
            if (exchange.RequestLine.Contains("/slow", StringComparison.Ordinal))
            {
                await release.Task;
            }

            await exchange.AnswerAsync("ok");
        });
        await using var plane = await SecurePlane.StartAsync([], origin);
        using var old = await Http2Client.ConnectAsync(plane.Port, "a.test");
        await old.SendAsync(
            Http2Client.HeadersFrame,
            Http2Client.EndHeaders | Http2Client.EndStream,
            1,
            Secure("/slow", "a.test")
        );
        await Eventually.HoldsAsync(() => !origin.Heads.IsEmpty, "it is at the backend");

        plane.Files.WritePem("f/default", plane.Files.Server("new.test"));
        await Eventually.HoldsAsync(() => plane.Plane.Log.Count(4120) == 1, "it is taken up");
        using var fresh = await TlsClient.ConnectAsync(plane.Port, "a.test");
        release.SetResult();
        var underWay = await old.ReadUntilAsync(static f => f is { Stream: 1, IsLast: true });
        var after = await old.AskAsync(3, Secure("/", "a.test"));

        Assert.Equal("CN=new.test", fresh.Shown.Subject);
        Assert.Equal(("ok", "ok"), (BodyOf(underWay), BodyOf(after)));
        Assert.DoesNotContain(underWay, static frame => frame.Type == Http2Client.GoAway);
        Assert.Equal(2, origin.Heads.Count);
    }

    [Theory]
    [InlineData("None")]
    [InlineData("Optional")]
    [InlineData("Required")]
    public async Task Request_FieldsOfAClientCertificate_CannotBeForged(string mode)
    {
        await using var origin = new Origin();
        await using var plane = await SecurePlane.StartAsync(
            mode == "None" ? [] : [$"Tls:ClientCertificates={mode}", "Tls:ClientAuthorities=ROOT"],
            origin
        );
        using var own = plane.Files.Client("client");
        using var client = await Http2Client.ConnectAsync(
            plane.Port,
            "a.test",
            options =>
            {
                if (mode == "Required")
                {
                    options.ClientCertificateContext = SslStreamCertificateContext.Create(
                        own,
                        [plane.Files.Intermediate],
                        offline: true
                    );
                }
            }
        );

        var frames = await client.AskAsync(
            1,
            [
                .. Secure("/", "a.test"),
                .. Http2Client.Fields(
                    ("client-cert", ":forged:"),
                    ("client-cert", ":forged:"),
                    ("client-cert-chain", ":forged:"),
                    ("client_cert", ":forged:"),
                    ("client_cert-chain", ":forged:"),
                    ("x-forwarded-client-cert", "By=forged"),
                    ("x_forwarded_client_cert", "By=forged")
                ),
            ]
        );

        Assert.Equal("origin", BodyOf(frames));
        var head = Assert.Single(origin.Heads);
        Assert.DoesNotContain("forged", head, StringComparison.Ordinal);
        Assert.Equal(
            mode == "Required" ? $":{Convert.ToBase64String(own.RawData)}:" : null,
            Wire.FieldOf(head, "Client-Cert")
        );
    }

    [Fact]
    public async Task Answers_HaveTheHstsFieldOnce_WhoeverMadeThem()
    {
        await using var origin = new Origin(static exchange =>
            exchange.AnswerAsync("ok", fields: "Strict-Transport-Security: max-age=1\r\n")
        );
        await using var plane = await SecurePlane.StartAsync(
            ["Hsts:MaxAge=1d", "Hsts:IncludeSubdomains=true"],
            origin
        );
        using var client = plane.NewClient();

        using var theirs = await client.GetAsync(new Uri(plane.Url, "/"));
        using var refused = await client.GetAsync(new Uri(plane.Url, "/x/..%2fy"));
        await plane.Plane.EditAsync(static draft =>
            draft.Remove(draft.Snapshot.Backends.Find("origin")!)
        );
        using var nobody = await client.GetAsync(new Uri(plane.Url, "/"));

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.ServiceUnavailable],
            new[] { theirs, refused, nobody }.Select(static answer => answer.StatusCode)
        );
        Assert.All(
            [theirs, refused, nobody],
            static answer =>
            {
                Assert.Equal(HttpVersion.Version20, answer.Version);
                Assert.Equal(
                    "max-age=86400; includeSubDomains",
                    Assert.Single(answer.Headers.GetValues("Strict-Transport-Security"))
                );
            }
        );
    }

    private static byte[] Secure(string path, string authority) =>
        Http2Client.Request(path, scheme: "https", authority: authority);

    private static string BodyOf(List<Http2Frame> frames)
    {
        Assert.Contains(frames, static frame => frame.IsOk);
        return Encoding.Latin1.GetString([
            .. frames
                .Where(static frame => frame.Type == Http2Client.Data)
                .SelectMany(static frame => frame.Payload),
        ]);
    }

    private static Task<TlsClient> OfferAsync(SecurePlane plane, string protocols) =>
        TlsClient.ConnectAsync(
            plane.Port,
            "a.test",
            options =>
                options.ApplicationProtocols = [
                    .. protocols
                        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                        .Select(static name => new SslApplicationProtocol(name)),
                ]
        );

    private static async Task<byte[]> ReadToEndAsync(TlsClient client)
    {
        try
        {
            return await client.Wire.ReadToEndAsync();
        }
        catch (IOException)
        {
            return [];
        }
    }
}
