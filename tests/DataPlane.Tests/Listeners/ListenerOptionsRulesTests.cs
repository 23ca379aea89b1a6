using LbPlatform.DataPlane.Listeners;
using LbPlatform.DataPlane.Listeners.ProxyProtocol;
using LbPlatform.DataPlane.Listeners.Tls;
using LbPlatform.DataPlane.Tests.Support;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LbPlatform.DataPlane.Tests.Listeners;

public sealed class ListenerOptionsRulesTests : IDisposable
{
    private readonly TestCertificates _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Refuse_GoodListeners_SaysNothing()
    {
        _files.WritePem("f/a", _files.Server("a.test"));

        Assert.Empty(
            Refuse(
                new() { Url = "http://*:1" },
                new() { Url = "http://*:2", Protocols = HttpProtocols.Http2 },
                new()
                {
                    Url = "https://*:3",
                    Protocols = HttpProtocols.Http1AndHttp2AndHttp3,
                    Tls = new() { Folder = _files.File("f") },
                },
                new()
                {
                    Url = "https://*:5",
                    Tls = new()
                    {
                        Folder = _files.File("f"),
                        ClientCertificates = ClientCertificates.Optional,
                        ClientAuthorities = _files.RootFile,
                    },
                    Hsts = new() { MaxAge = TimeSpan.FromDays(365) },
                },
                new()
                {
                    Url = "http://*:4",
                    Redirect = new() { HttpsPort = 3 },
                    ProxyProtocol = ProxyProtocolMode.Required,
                    ProxyProtocolFrom = ["10.0.0.0/8", "::1"],
                }
            )
        );
    }

    [Fact]
    public void Refuse_BadListeners_SaysAllAtOnceWithTheirKeys()
    {
        var faults = Refuse(
            new() { Url = "nonsense" },
            new() { Url = "ftp://*:1" },
            new() { Url = "http://*:1/path" },
            new()
            {
                Url = "http://*:2",
                Protocols = HttpProtocols.Http1AndHttp2,
                Tls = new() { Folder = "f" },
                Hsts = new() { MaxAge = TimeSpan.FromDays(1) },
                Redirect = new()
                {
                    HttpsPort = 70000,
                    Status = 303,
                    ExemptPath = "x",
                },
                ProxyProtocol = ProxyProtocolMode.Required,
            },
            new()
            {
                Url = "https://*:3",
                Protocols = HttpProtocols.Http3,
                Hsts = new() { MaxAge = TimeSpan.FromDays(1000) },
                Redirect = new() { HttpsPort = 443 },
                ProxyProtocolFrom = ["everywhere"],
                Tls = new()
                {
                    CipherSuites = ["TLS_NONE_OF_IT"],
                    HandshakeTimeout = TimeSpan.Zero,
                    ClientCertificates = ClientCertificates.Required,
                },
            },
            new()
            {
                Url = "https://*:4",
                Tls = new() { Certificates = [new() { Password = "a", PasswordFile = "b" }] },
            },
            new()
            {
                Url = "https://*:5",
                Tls = new() { Folder = _files.File("missing") },
            },
            new()
            {
                Url = "https://*:5",
                Tls = new() { Certificates = [new() { File = _files.File("a.crt") }] },
            }
        );

        Assert.Collection(
            faults,
            Has("Listeners:0:Url is 'nonsense'; write"),
            Has("Listeners:1:Url is 'ftp://*:1'; it must start"),
            Has("Listeners:2:Url is 'http://*:1/path'; it must end"),
            Has("Listeners:3:Protocols"),
            Has("Listeners:3:Tls is set"),
            Has("Listeners:3:Hsts:MaxAge"),
            Has("Listeners:3:Redirect:HttpsPort"),
            Has("Listeners:3:Redirect:Status"),
            Has("Listeners:3:Redirect:ExemptPath"),
            Has("Listeners:3:ProxyProtocolFrom is empty"),
            Has("Listeners:4:Protocols"),
            Has("Listeners:4:Protocols has Http3"),
            Has("Listeners:4:Redirect:HttpsPort"),
            Has("Listeners:4:Hsts:MaxAge"),
            Has("Listeners:4:Tls:Certificates and Tls:Folder are empty"),
            Has("Listeners:4:Tls:CipherSuites has 'TLS_NONE_OF_IT'"),
            Has("Listeners:4:Tls:HandshakeTimeout"),
            Has("Listeners:4:Tls:ClientAuthorities is empty"),
            Has("Listeners:4:ProxyProtocolFrom: 'everywhere' is no network"),
            Has("Listeners:5:Tls:Certificates:0:File is empty"),
            Has("Listeners:5:Tls:Certificates:0:Password is set"),
            Has("Listeners:6:Tls:"),
            Has("Listeners:7:Tls:"),
            Has("Listeners: 'https://*:5' is there 2 times")
        );
    }

    [Theory]
    [InlineData("Tls:MinimumVersion", "Tls11")]
    [InlineData("Protocols", "Http9")]
    [InlineData("Tls:Cerificates:0:File", "a.crt")]
    public async Task Start_ListenerWithAnUnknownValueOrKey_IsRefusedNotLeftOut(
        string key,
        string value
    )
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            RunningDataPlane.StartAsync([$"--DataPlane:Listeners:0:{key}", value])
        );

        Assert.NotNull(LbPlatform.Hosting.SettingsFault.Explain(failure));
    }

    private static Action<string> Has(string start) =>
        fault => Assert.StartsWith($"DataPlane:{start}", fault, StringComparison.Ordinal);

    private static List<string> Refuse(params ListenerOptions[] listeners) =>
        [.. ListenerOptionsRules.Refuse(new() { Listeners = listeners })];
}
