using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Listeners;

/// <summary>Says once that HTTP/3 was asked for and is not to be had.</summary>
internal sealed partial class Http3Notice(
    IOptions<DataPlaneOptions> options,
    ILogger<Http3Notice> logger
) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (
            var listener in Listener
                .All(options.Value)
                .Where(static one => Http3Support.Reduce(one.Protocols) != one.Protocols)
        )
        {
            Log.Off(logger, listener.Name);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(
            4125,
            LogLevel.Warning,
            "{Listener} is served without HTTP/3: this system has no QUIC. Install the package libmsquic to have it."
        )]
        public static partial void Off(ILogger logger, string listener);
    }
}
