using LbPlatform.DataPlane.Listeners;
using LbPlatform.DataPlane.Tests.Support;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LbPlatform.DataPlane.Tests.Listeners;

public sealed class Http3NoticeTests
{
    [Fact]
    public async Task Listener_AsksForHttp3_SpeaksItOrSaysThatItCannot()
    {
        using var files = new TestCertificates();
        files.WritePem("f/a", files.Server("127.0.0.1"));
        var port = FreePort.Next();
        await using var origin = new Origin();
        await using var plane = await RunningDataPlane.StartAsync(
            [
                "--DataPlane:Listeners:0:Url",
                $"https://127.0.0.1:{port}",
                "--DataPlane:Listeners:0:Protocols",
                "Http1, Http2, Http3",
                "--DataPlane:Listeners:0:Tls:Folder",
                files.File("f"),
            ],
            origin
        );
        using var client = files.NewClient();

        using var answer = await client.GetAsync(new Uri($"https://127.0.0.1:{port}/"));

        Assert.Equal("2.0", answer.Version.ToString());
        Assert.Equal(Http3Support.IsThere, answer.Headers.Contains("Alt-Svc"));
        Assert.Equal(Http3Support.IsThere ? 0 : 1, plane.Log.Count(4125));
    }

    [Theory]
    [InlineData(HttpProtocols.Http1AndHttp2)]
    [InlineData(HttpProtocols.Http1)]
    public void Reduce_WithoutHttp3_ChangesNothing(HttpProtocols protocols) =>
        Assert.Equal(protocols, Http3Support.Reduce(protocols));
}
