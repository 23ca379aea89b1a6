using LbPlatform.DataPlane.Draining;
using LbPlatform.State.Model;
using LbPlatform.State.Nodes;
using LbPlatform.State.Store;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Diagnostics;

/// <summary>
/// Says when traffic begins and how it ends: the server takes no new connections, requests in flight have a time to
/// end, and what is left then is broken off.
/// </summary>
internal sealed partial class Drain(
    ActiveRequests active,
    Leaving leaving,
    NodeReporter reporter,
    IHostApplicationLifetime lifetime,
    IServer server,
    StoreOptions store,
    IOptions<DataPlaneOptions> options,
    ILogger<Drain> logger
) : IHostedLifecycleService
{
    private int _drained;
    private int _aborted;
    private bool _hasStarted;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the server stops, whatever asked for it.
        lifetime.ApplicationStopping.Register(() =>
        {
            if (!_hasStarted)
            {
                return;
            }

            _drained = active.Count;
            Log.Draining(logger, _drained, DurationText.Format(options.Value.DrainTimeout));
            reporter.Wake();
        });
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _hasStarted = true;
        Log.Listening(
            logger,
            typeof(Drain).Assembly.GetName().Version?.ToString(3) ?? "?",
            string.Join(' ', server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []),
            options.Value.AdminUrl,
            Path.GetFullPath(store.Directory)
        );
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        cancellationToken.Register(() => _aborted = active.Count);
        return _hasStarted ? leaving.RunAsync(cancellationToken) : Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (_hasStarted)
        {
            Log.Stopped(logger, Math.Max(0, _drained - _aborted), _aborted);
        }

        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(
            1000,
            LogLevel.Information,
            "DataPlane {Version} listening on {Url} (admin {AdminUrl}, data {Directory})"
        )]
        public static partial void Listening(
            ILogger logger,
            string version,
            string url,
            string adminUrl,
            string directory
        );

        [LoggerMessage(
            1001,
            LogLevel.Information,
            "Shutting down: draining {Active} requests for up to {Seconds}"
        )]
        public static partial void Draining(ILogger logger, int active, string seconds);

        [LoggerMessage(
            1002,
            LogLevel.Information,
            "Shutdown complete ({Drained} drained, {Aborted} aborted)"
        )]
        public static partial void Stopped(ILogger logger, int drained, int aborted);
    }
}
