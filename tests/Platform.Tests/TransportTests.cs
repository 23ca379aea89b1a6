using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LbPlatform.Platform.Tests;

/// <summary>A pool's transport set through the API: traffic and probes follow it, and agree.</summary>
public sealed class TransportTests
{
    [Fact]
    public async Task HttpsBackend_WithAnAuthorityOfItsOwn_IsUnhealthyUntilThatIsTrusted()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue(["127.0.0.1"]);
        await using var origin = await KestrelOrigin.StartAsync(
            static context => context.Response.WriteAsync($"hello over {context.Request.Protocol}"),
            HttpProtocols.Http1AndHttp2,
            certificate
        );
        await using var platform = await PlatformUnderTest.StartAsync();
        await platform.ProbeFastAsync();
        await platform.AddBackendAsync(origin.Url, "secure");

        await platform.BecomesAsync("secure", "unhealthy");
        using var refused = await platform.Traffic.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Equal(503, (int)refused.StatusCode);
        Assert.Contains(
            "tls.caFile",
            await platform.Api.GetStringAsync(new Uri("/backends/secure/health", UriKind.Relative))
        );

        await PatchAsync(platform, new { tls = new { ca = authority.Pem } });
        await platform.BecomesAsync("secure", "healthy");
        Assert.Equal("hello over HTTP/1.1", await platform.GetAsync());
        await PatchAsync(platform, new { protocol = "http2" });
        Assert.Equal("hello over HTTP/2", await platform.GetAsync());
        await platform.BecomesAsync("secure", "healthy");
    }

    private static async Task PatchAsync(PlatformUnderTest platform, object transport)
    {
        using var answer = await platform.Api.PatchAsJsonAsync("/pools/default", new { transport });
        await PlatformUnderTest.EnsureSuccessAsync(answer);
    }
}
