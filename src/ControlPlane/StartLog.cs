using Microsoft.Extensions.Options;

namespace LbPlatform.ControlPlane;

/// <summary>Says once where the process listens, and that it stops.</summary>
internal sealed partial class StartLog(
    IOptions<ControlPlaneOptions> options,
    ConfigurationStore store,
    StoreOptions storeOptions,
    IHostApplicationLifetime lifetime,
    ILogger<StartLog> logger
) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() =>
            Log.Listening(
                logger,
                Version,
                options.Value.Url,
                Path.GetDirectoryName(storeOptions.ConfigurationFile)!,
                store.Current.Revision
            )
        );
        lifetime.ApplicationStopping.Register(() => Log.Stopping(logger));
        lifetime.ApplicationStopped.Register(() => Log.Stopped(logger));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string Version =>
        typeof(StartLog).Assembly.GetName().Version?.ToString(fieldCount: 3) ?? "";

    private static partial class Log
    {
        [LoggerMessage(
            5000,
            LogLevel.Information,
            "ControlPlane {Version} listening on {Url} (data {Directory}, revision {Revision})"
        )]
        public static partial void Listening(
            ILogger logger,
            string version,
            string url,
            string directory,
            Revision revision
        );

        [LoggerMessage(5001, LogLevel.Information, "Shutting down")]
        public static partial void Stopping(ILogger logger);

        [LoggerMessage(5002, LogLevel.Information, "Shutdown complete")]
        public static partial void Stopped(ILogger logger);
    }
}
