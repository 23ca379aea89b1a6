using Microsoft.Extensions.Options;

namespace LbPlatform.EchoBackend;

/// <summary>Says that the backend listens, and that it has stopped.</summary>
internal sealed partial class StartAndStopLines(
    IOptions<EchoOptions> options,
    ILogger<StartAndStopLines> logger
) : IHostedLifecycleService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        Log.Listening(logger, options.Value.Name, options.Value.Port);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        Log.Stopped(logger, options.Value.Name);
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(9000, LogLevel.Information, "{Name} listening on http://localhost:{Port}")]
        public static partial void Listening(ILogger logger, string name, int port);

        [LoggerMessage(9001, LogLevel.Information, "{Name} stopped")]
        public static partial void Stopped(ILogger logger, string name);
    }
}
