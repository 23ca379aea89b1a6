using System.Net;
using LbPlatform.Cli.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace LbPlatform.Cli.Tests.Api;

public sealed class ControlPlaneClientTests : IAsyncLifetime
{
    private readonly Uri _server = new($"http://127.0.0.1:{FreePort.Next()}");
    private readonly WebApplication _app;

    public ControlPlaneClientTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(_server.ToString());
        _app = builder.Build();
        _app.MapPatch(
            "/settings",
            async (HttpRequest request) =>
                request.ContentType == "application/merge-patch+json"
                && await new StreamReader(request.Body).ReadToEndAsync(
                    request.HttpContext.RequestAborted
                ) == """{"probe":{"path":"/ping","interval":"1s500ms"}}"""
                    ? Results.Ok()
                    : Results.Problem("This is not the patch that was expected.", statusCode: 400)
        );
        _app.MapGet("/refused", static () => Results.Problem("Try later.", statusCode: 503));
    }

    public Task InitializeAsync() => _app.StartAsync(CancellationToken.None);

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task PatchProbe_SomeSettings_SendsThoseOnlyAsMergePatch()
    {
        using var client = new ControlPlaneClient(_server);

        await client.PatchProbeAsync(
            new() { Path = "/ping", Interval = TimeSpan.FromSeconds(1.5) },
            CancellationToken.None
        );
    }

    [Fact]
    public async Task Send_Refused_CarriesStatusAndReason()
    {
        using var client = new ControlPlaneClient(_server);

        var refused = await Assert.ThrowsAsync<ControlPlaneClient.RefusedException>(() =>
            client.SendAsync(HttpMethod.Get, "refused", null, CancellationToken.None)
        );

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Equal("Try later.", refused.Message);
    }

    [Fact]
    public async Task Send_NobodyListens_SaysWhatToDo()
    {
        var nowhere = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        using var client = new ControlPlaneClient(nowhere);

        var unreachable = await Assert.ThrowsAsync<ControlPlaneClient.UnreachableException>(() =>
            client.HasBackendsAsync(CancellationToken.None)
        );

        Assert.StartsWith(
            $"Cannot reach the control plane at {nowhere.GetLeftPart(UriPartial.Authority)} (Connection refused",
            unreachable.Message
        );
        Assert.EndsWith(
            "Start it: lb up. Another address: --server or LB_SERVER.",
            unreachable.Message
        );
    }
}
