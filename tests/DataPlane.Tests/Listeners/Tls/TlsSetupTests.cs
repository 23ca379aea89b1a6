using System.Net;
using System.Security.Authentication;
using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Listeners.Tls;

/// <summary>https:// listeners as clients meet them.</summary>
public sealed class TlsSetupTests : IDisposable
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n";
    private readonly TestCertificates _files = new();
    private readonly int _port = FreePort.Next();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Connect_ServerName_ChoosesCertificateWithItsFullChain()
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync(
            [
                Certificate(0, _files.WritePem("a", _files.Server("a.test"))),
                Certificate(1, _files.WritePem("b", _files.Server("b.test", "*.b.test"))),
            ],
            origin
        );

        using var a = await TlsClient.ConnectAsync(_port, "a.test");
        using var wild = await TlsClient.ConnectAsync(_port, "x.b.test");
        using var unknown = await TlsClient.ConnectAsync(_port, "other.test");

        Assert.Equal("CN=a.test", a.Shown.Subject);
        Assert.Equal(["CN=a.test", "CN=Test intermediate"], a.Chain);
        Assert.Equal("CN=b.test", wild.Shown.Subject);
        Assert.Equal("CN=a.test", unknown.Shown.Subject);
        Assert.Equal("origin", (await a.SendAsync(Get)).Body);
        Assert.Contains("X-Forwarded-Proto: https", origin.Heads.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_Pkcs12WithPasswordFile_IsShown()
    {
        var file = _files.WritePfx("p", _files.Server("p.test"), "secret");
        await using var origin = new Origin();
        await using var plane = await StartAsync(
            [
                Certificate(0, file)[..2],
                [Key(0, "PasswordFile"), _files.Write("password", "secret\n")],
            ],
            origin
        );

        using var client = await TlsClient.ConnectAsync(_port, "p.test");

        Assert.Equal(["CN=p.test", "CN=Test intermediate"], client.Chain);
    }

    [Theory]
    [InlineData("Http1, Http2", "2.0")]
    [InlineData("Http1", "1.1")]
    [InlineData("Http2", "2.0")]
    public async Task Request_Alpn_AgreesOnTheVersion(string protocols, string version)
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync(
            [
                Certificate(0, _files.WritePem("a", _files.Server("127.0.0.1"))),
                ["--DataPlane:Listeners:0:Protocols", protocols],
            ],
            origin
        );
        using var client = _files.NewClient();

        using var answer = await client.GetAsync(new Uri($"https://127.0.0.1:{_port}/"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(version, answer.Version.ToString());
    }

    [Fact]
    public async Task Connect_MinimumVersion_RefusesOlder()
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync(
            [
                Certificate(0, _files.WritePem("a", _files.Server("a.test"))),
                ["--DataPlane:Listeners:0:Tls:MinimumVersion", "Tls13"],
            ],
            origin
        );

        await Assert.ThrowsAnyAsync<Exception>(() =>
            TlsClient.ConnectAsync(
                _port,
                "a.test",
                static o => o.EnabledSslProtocols = SslProtocols.Tls12
            )
        );
        using var good = await TlsClient.ConnectAsync(_port, "a.test");
        Assert.Equal(SslProtocols.Tls13, good.Stream.SslProtocol);
    }

    [Fact]
    public async Task Connect_CipherSuites_AreTheOnlyOnes()
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync(
            [
                Certificate(0, _files.WritePem("a", _files.Server("a.test"))),
                ["--DataPlane:Listeners:0:Tls:CipherSuites:0", "TLS_CHACHA20_POLY1305_SHA256"],
            ],
            origin
        );

        using var client = await TlsClient.ConnectAsync(_port, "a.test");

        Assert.Equal(
            "TLS_CHACHA20_POLY1305_SHA256",
            client.Stream.NegotiatedCipherSuite.ToString()
        );
    }

    [Fact]
    public async Task Connect_NoHandshake_IsClosedInTimeAndHoldsUpNobody()
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync(
            [
                Certificate(0, _files.WritePem("a", _files.Server("a.test"))),
                ["--DataPlane:Listeners:0:Tls:HandshakeTimeout", "1s"],
            ],
            origin
        );

        using var silent = RawClient.Connect(_port);
        using var good = await TlsClient.ConnectAsync(_port, "a.test");

        Assert.Equal("origin", (await good.SendAsync(Get)).Body);
        Assert.Empty(await silent.Wire.ReadToEndAsync());
    }

    [Fact]
    public async Task Request_PlainHttp_IsNotServed()
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync(
            [Certificate(0, _files.WritePem("a", _files.Server("a.test")))],
            origin
        );
        using var client = RawClient.Connect(_port);

        await client.Wire.WriteAsync(Get);

        Assert.DoesNotContain(
            "origin",
            System.Text.Encoding.Latin1.GetString(await client.Wire.ReadToEndAsync()),
            StringComparison.Ordinal
        );
        Assert.Empty(origin.Heads);
    }

    private Task<RunningDataPlane> StartAsync(string[][] settings, params Origin[] origins) =>
        RunningDataPlane.StartAsync(
            [
                "--DataPlane:Listeners:0:Url",
                $"https://127.0.0.1:{_port}",
                .. settings.SelectMany(static s => s),
            ],
            origins
        );

    private static string[] Certificate(int at, string file) =>
        [Key(at, "File"), file, Key(at, "KeyFile"), Path.ChangeExtension(file, ".key")];

    private static string Key(int at, string name) =>
        $"--DataPlane:Listeners:0:Tls:Certificates:{at}:{name}";
}
