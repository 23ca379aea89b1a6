using LbPlatform.DataPlane.Explanations;
using LbPlatform.Hosting;
using LbPlatform.Hosting.Metrics;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Admin;

/// <summary>
/// A server of its own for /livez, /readyz, /metrics and /explain. Traffic cannot reach it, whatever Host it names, and traffic may use
/// these very paths itself; and it is there while the traffic's server drains, to say so.
/// </summary>
internal sealed class AdminListener(
    IServiceProvider services,
    IConnectionListenerFactory transport,
    ILoggerFactory loggers,
    IOptions<DataPlaneOptions> options
) : IHostedService, IDisposable
{
    private readonly KestrelServer _server = new(
        Options.Create(
            new KestrelServerOptions { ApplicationServices = services, AddServerHeader = false }
        ),
        transport,
        loggers
    );

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var app = new ApplicationBuilder(services);
        app.UseRouting();
        app.UseEndpoints(static endpoints =>
        {
            endpoints.MapReadiness();
            endpoints.MapMetrics();
            endpoints.MapExplain();
        });
        _server
            .Features.GetRequiredFeature<IServerAddressesFeature>()
            .Addresses.Add(options.Value.AdminUrl);
        return _server.StartAsync(
            new AdminApplication(app.Build(), services.GetRequiredService<IHttpContextFactory>()),
            cancellationToken
        );
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        _server.StopAsync(cancellationToken);

    public void Dispose() => _server.Dispose();

    private sealed class AdminApplication(RequestDelegate pipeline, IHttpContextFactory contexts)
        : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) =>
            contexts.Create(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => pipeline(context);

        public void DisposeContext(HttpContext context, Exception? exception) =>
            contexts.Dispose(context);
    }
}
