using LbPlatform.DataPlane.Listeners;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LbPlatform.DataPlane.Tests.Listeners;

public sealed class ListenerTests
{
    [Theory]
    [InlineData("http://*:8080", null, false, 8080)]
    [InlineData("http://+:80", null, false, 80)]
    [InlineData("http://localhost:5432", null, true, 5432)]
    [InlineData("http://10.0.0.1:81", "10.0.0.1", false, 81)]
    [InlineData("http://0.0.0.0:81", "0.0.0.0", false, 81)]
    [InlineData("http://[::1]:82", "::1", false, 82)]
    public void All_Url_IsReadAsKestrelReadsIt(
        string url,
        string? address,
        bool isLocalhost,
        int port
    )
    {
        var listener = Assert.Single(Listener.All(new() { Url = url }));

        Assert.Equal(address, listener.Address?.ToString());
        Assert.Equal(isLocalhost, listener.IsLocalhost);
        Assert.Equal(port, listener.Port);
    }

    [Theory]
    [InlineData("http://*:1", null, HttpProtocols.Http1)]
    [InlineData("https://*:1", null, HttpProtocols.Http1AndHttp2)]
    [InlineData("http://*:1", HttpProtocols.Http2, HttpProtocols.Http2)]
    [InlineData("https://*:1", HttpProtocols.Http1, HttpProtocols.Http1)]
    public void Of_Protocols_DependOnTheSchemeUnlessTheyAreNamed(
        string url,
        HttpProtocols? named,
        HttpProtocols expected
    )
    {
        var listener = Listener.Of(new() { Url = url, Protocols = named });

        Assert.Equal(expected, listener.Protocols);
        Assert.Equal(url.StartsWith("https", StringComparison.Ordinal), listener.Tls is not null);
        Assert.Equal(url, listener.Name);
    }

    [Fact]
    public void All_UrlsAndListeners_AreAllThere()
    {
        var options = new DataPlaneOptions
        {
            Url = "http://*:1; http://*:2",
            Listeners = [new() { Url = "http://*:3" }],
        };

        Assert.Equal([1, 2, 3], Listener.All(options).Select(static listener => listener.Port));
    }
}
