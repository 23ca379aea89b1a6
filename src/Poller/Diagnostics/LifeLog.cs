using LbPlatform.Poller.Probing;
using LbPlatform.State.Store;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace LbPlatform.Poller.Diagnostics;

/// <summary>Says when the process listens, and when it has stopped.</summary>
internal sealed partial class LifeLog(
    IHostApplicationLifetime lifetime,
    IServer server,
    StoreOptions store,
    ILogger<LifeLog> logger
) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() =>
            Log.Started(
                logger,
                ProbeRequest.Version,
                string.Join(", ", server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []),
                Path.GetFullPath(store.Directory)
            )
        );
        lifetime.ApplicationStopped.Register(() => Log.Stopped(logger));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(
            3090,
            LogLevel.Information,
            "Poller {Version} listening on {Url} (data {Directory})"
        )]
        public static partial void Started(
            ILogger logger,
            string version,
            string url,
            string directory
        );

        [LoggerMessage(3091, LogLevel.Information, "Poller stopped")]
        public static partial void Stopped(ILogger logger);
    }
}
