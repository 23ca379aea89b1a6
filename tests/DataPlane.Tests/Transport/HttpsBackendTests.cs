using System.Security.Authentication;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace LbPlatform.DataPlane.Tests.Transport;

/// <summary>HTTPS to backends: who is trusted, what is shown, and what is said where it fails.</summary>
public sealed class HttpsBackendTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly TemporaryDirectory _directory = new();

    public void Dispose()
    {
        _authority.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task OwnAuthority_InTheConfigurationOrInAFile_IsTrusted()
    {
        await using var origin = await StartAsync("127.0.0.1");
        var file = Path.Combine(_directory.Path, "ca.pem");
        await File.WriteAllTextAsync(file, _authority.Pem);
        var (plane, _) = await TransportPlane.StartAsync(Trusting(), origin.Url);
        await using var _ = plane;

        Assert.Equal("secure", await plane.GetAsync());
        await plane.SetTransportAsync(new() { Tls = new() { CaFile = file } });
        Assert.Equal("secure", await plane.GetAsync());
    }

    [Theory]
    [InlineData("unknown", "put that authority's certificate into tls.ca")]
    [InlineData("expired", "expired at")]
    [InlineData("future", "is not valid before")]
    [InlineData("name", "set tls.serverName")]
    public async Task BadCertificate_IsRefused_SayingWhatToDo(string fault, string remedy)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = fault switch
        {
            "expired" => _authority.Issue(["127.0.0.1"], now.AddDays(-9), now.AddDays(-1)),
            "future" => _authority.Issue(["127.0.0.1"], now.AddDays(1), now.AddDays(9)),
            "name" => _authority.Issue(["other.test"]),
            _ => _authority.Issue(["127.0.0.1"]),
        };
        await using var origin = await KestrelOrigin.StartAsync(
            AnswerAsync,
            certificate: certificate
        );
        var (plane, _) = await TransportPlane.StartAsync(
            fault == "unknown" ? new() : Trusting(),
            origin.Url
        );
        await using var _ = plane;
        using var client = plane.Connect();

        var answer = await client.SendAsync(
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi"
        );

        Assert.Equal((503, "connect_failed"), (answer.Status, answer["X-Lb-Error"]));
        Assert.Contains("the last one: tls, ", answer.Body, StringComparison.Ordinal);
        Assert.Contains(remedy, answer.Body, StringComparison.Ordinal);
        Assert.Contains(remedy, Assert.Single(plane.Log.Of(4001)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BadCertificate_CostsNoRequest_WhereAnotherBackendIs()
    {
        using var stranger = new TestAuthority("Stranger");
        using var certificate = stranger.Issue(["127.0.0.1"]);
        await using var bad = await KestrelOrigin.StartAsync(AnswerAsync, certificate: certificate);
        await using var good = await StartAsync("127.0.0.1");
        var (plane, _) = await TransportPlane.StartAsync(Trusting(), bad.Url, good.Url);
        await using var _ = plane;
        using var client = plane.Connect();

        for (var n = 0; n < 4; n++)
        {
            var answer = await client.SendAsync(
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi"
            );
            Assert.Equal((200, "secure"), (answer.Status, answer.Body));
        }

        Assert.Contains("left out", Assert.Single(plane.Log.Of(4022)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerName_IsAskedForAndVerified()
    {
        string? asked = null;
        using var certificate = _authority.Issue(["api.test"]);
        await using var origin = await KestrelOrigin.StartAsync(
            AnswerAsync,
            certificate: certificate,
            tls: options =>
                options.ServerCertificateSelector = (_, name) =>
                {
                    asked = name;
                    return certificate;
                }
        );
        var (plane, _) = await TransportPlane.StartAsync(
            Trusting(tls => tls with { ServerName = "api.test" }),
            origin.Url
        );
        await using var _ = plane;

        Assert.Equal("secure", await plane.GetAsync());
        Assert.Equal("api.test", asked);
    }

    [Fact]
    public async Task VerifyNone_TakesAnyCertificate_AndWarnsOnce()
    {
        using var certificate = _authority.Issue(["other.test"]);
        await using var origin = await KestrelOrigin.StartAsync(
            AnswerAsync,
            certificate: certificate
        );
        var (plane, _) = await TransportPlane.StartAsync(
            new() { Tls = new() { Verify = TlsVerification.None } },
            origin.Url
        );
        await using var _ = plane;

        Assert.Equal(["secure", "secure"], await plane.GetAsync(2));
        await plane.EditAsync(draft => RunningDataPlane.Add(draft, "more", "https://127.0.0.1:1"));
        Assert.Contains("Pool default does not verify", Assert.Single(plane.Log.Of(4140)));
    }

    [Fact]
    public async Task MinVersion_OlderBackend_IsRefused()
    {
        await using var origin = await StartAsync(
            "127.0.0.1",
            static options => options.SslProtocols = SslProtocols.Tls12
        );
        var (plane, _) = await TransportPlane.StartAsync(Trusting(), origin.Url);
        await using var _ = plane;
        using var client = plane.Connect();

        Assert.Equal("secure", await plane.GetAsync());
        await plane.SetTransportAsync(Trusting(tls => tls with { MinVersion = TlsVersion.Tls13 }));
        var answer = await client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal(503, answer.Status);
        Assert.Contains("tls, the TLS handshake with", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClientCertificate_IsShown_AndTheRenewedOneAfterIt()
    {
        using var certificate = _authority.Issue(["127.0.0.1"]);
        await using var origin = await KestrelOrigin.StartAsync(
            static context =>
                context.Response.WriteAsync(context.Connection.ClientCertificate?.Subject ?? "-"),
            certificate: certificate,
            tls: static options =>
            {
                options.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                options.ClientCertificateValidation = static (_, _, _) => true;
            }
        );
        using var first = _authority.Issue(["first"]);
        using var second = _authority.Issue(["second"]);
        var (file, key) = TestAuthority.Save(first, _directory.Path);
        var transport = Trusting(tls =>
            tls with
            {
                ClientCertificateFile = file,
                ClientKeyFile = key,
            }
        );
        var (plane, _) = await TransportPlane.StartAsync(transport, origin.Url);
        await using var _ = plane;

        Assert.Equal("CN=first", await plane.GetAsync());
        TestAuthority.Save(second, _directory.Path);
        // Connections that stand are left alone; another client of the pool has none.
        await plane.SetTransportAsync(transport with { PingInterval = TimeSpan.FromMinutes(1) });
        Assert.Equal("CN=second", await plane.GetAsync());
    }

    [Fact]
    public async Task ClientCertificate_FileMissing_IsSaid()
    {
        await using var origin = await StartAsync("127.0.0.1");
        var missing = Path.Combine(_directory.Path, "none.pem");
        var (plane, _) = await TransportPlane.StartAsync(
            Trusting(tls => tls with { ClientCertificateFile = missing }),
            origin.Url
        );
        await using var _ = plane;
        using var client = plane.Connect();

        var answer = await client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal(503, answer.Status);
        Assert.Contains($"'{missing}' cannot be read", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlainServer_BehindAnHttpsUrl_IsSaid()
    {
        await using var plain = await KestrelOrigin.StartAsync(AnswerAsync);
        var (plane, _) = await TransportPlane.StartAsync(new(), $"https://127.0.0.1:{plain.Port}");
        await using var _ = plane;
        using var client = plane.Connect();

        var answer = await client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal(503, answer.Status);
        Assert.Contains("tls, ", answer.Body, StringComparison.Ordinal);
    }

    private static Task AnswerAsync(HttpContext context) => context.Response.WriteAsync("secure");

    private BackendTransport Trusting(Func<BackendTls, BackendTls>? more = null)
    {
        var tls = new BackendTls { Ca = _authority.Pem };
        return new() { Tls = more?.Invoke(tls) ?? tls };
    }

    private async Task<KestrelOrigin> StartAsync(
        string name,
        Action<HttpsConnectionAdapterOptions>? tls = null
    ) =>
        await KestrelOrigin.StartAsync(
            AnswerAsync,
            certificate: _authority.Issue([name]),
            tls: tls
        );
}
