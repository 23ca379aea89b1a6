using System.Security.Cryptography.X509Certificates;
using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Listeners.Tls;

/// <summary>Listeners that ask clients who they are, and what backends are told of it.</summary>
public sealed class ClientCertificatesTests : IDisposable
{
    private const string Forged =
        "GET / HTTP/1.1\r\nHost: a.test\r\nClient-Cert: :Zm9yZ2Vk:\r\nClient-Cert-Chain: :Zm9yZ2Vk:\r\n"
        + "CLIENT_CERT: :Zm9yZ2Vk:\r\nX-Forwarded-Client-Cert: By=me\r\nConnection: client-cert\r\n\r\n";

    private readonly TestCertificates _files = new();
    private readonly int _port = FreePort.Next();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Request_WithCertificate_BackendSeesItAndNotTheForgedOne()
    {
        var own = _files.Client("client");
        await using var origin = new Origin();
        await using var plane = await StartAsync("Required", origin);

        using var client = await ConnectAsync(own, _files.Intermediate);
        Assert.Equal(200, (await client.SendAsync(Forged)).Status);

        var head = Assert.Single(origin.Heads);
        Assert.Equal(Item(own), Wire.FieldOf(head, "Client-Cert"));
        Assert.Equal(Item(_files.Intermediate), Wire.FieldOf(head, "Client-Cert-Chain"));
        Assert.DoesNotContain("Zm9yZ2Vk", head, StringComparison.Ordinal);
        Assert.DoesNotContain("By=me", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_Http2WithCertificate_BackendSeesIt()
    {
        var own = _files.Client("client");
        await using var origin = new Origin();
        await using var plane = await StartAsync("Optional", origin);
        using var client = _files.NewClient(own);

        using var answer = await client.GetAsync(new Uri($"https://127.0.0.1:{_port}/"));

        Assert.Equal("2.0", answer.Version.ToString());
        Assert.Equal(Item(own), Wire.FieldOf(Assert.Single(origin.Heads), "Client-Cert"));
    }

    [Fact]
    public async Task Request_OptionalAndNone_IsServedWithoutTheFields()
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync("Optional", origin);

        using var client = await ConnectAsync();
        Assert.Equal(200, (await client.SendAsync(Forged)).Status);

        Assert.Null(Wire.FieldOf(Assert.Single(origin.Heads), "Client-Cert"));
    }

    [Fact]
    public async Task Request_NotAsked_ForgedFieldsEndHere()
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync("None", origin);
        using var client = plane.Connect();

        Assert.Equal(200, (await client.SendAsync(Forged)).Status);

        Assert.DoesNotContain(
            "cert",
            Assert.Single(origin.Heads),
            StringComparison.OrdinalIgnoreCase
        );
    }

    [Theory]
    [InlineData("Required", "none")]
    [InlineData("Required", "stranger")]
    [InlineData("Optional", "stranger")]
    [InlineData("Required", "server")]
    [InlineData("Required", "without intermediate")]
    public async Task Handshake_NoGoodCertificate_Fails(string mode, string which)
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync(mode, origin);
        X509Certificate2[] shown = which switch
        {
            "none" => [],
            "stranger" => [TestCertificates.Issue("CN=stranger", null, isClient: true)],
            "server" => [_files.Server("a.test"), _files.Intermediate],
            _ => [_files.Client("client")],
        };

        // In TLS 1.3 the client learns of it with its first read.
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using var client = await ConnectAsync(shown);
            await client.SendAsync(Forged);
        });

        Assert.Empty(origin.Heads);
        using var good = await ConnectAsync(_files.Client("client"), _files.Intermediate);
        Assert.Equal(200, (await good.SendAsync(Forged)).Status);
    }

    private static string Item(X509Certificate2 certificate) =>
        $":{Convert.ToBase64String(certificate.RawData)}:";

    private Task<TlsClient> ConnectAsync(params X509Certificate2[] own) =>
        TlsClient.ConnectAsync(
            _port,
            "a.test",
            options =>
            {
                if (own.Length > 0)
                {
                    options.ClientCertificateContext =
                        System.Net.Security.SslStreamCertificateContext.Create(
                            own[0],
                            [.. own.Skip(1)],
                            offline: true
                        );
                }
            }
        );

    private Task<RunningDataPlane> StartAsync(string mode, Origin origin)
    {
        var file = _files.WritePem("a", _files.Server("a.test", "127.0.0.1"));
        return RunningDataPlane.StartAsync(
            [
                "--DataPlane:Listeners:0:Url",
                $"https://127.0.0.1:{_port}",
                "--DataPlane:Listeners:0:Tls:Certificates:0:File",
                file,
                "--DataPlane:Listeners:0:Tls:Certificates:0:KeyFile",
                Path.ChangeExtension(file, ".key"),
                "--DataPlane:Listeners:0:Tls:ClientCertificates",
                mode,
                "--DataPlane:Listeners:0:Tls:ClientAuthorities",
                _files.RootFile,
            ],
            origin
        );
    }
}
