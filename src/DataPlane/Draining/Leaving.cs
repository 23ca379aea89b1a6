using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Protection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace LbPlatform.DataPlane.Draining;

/// <summary>
/// What this process does between the wish to stop and the server's own stop: each HTTP/1.1 answer says that its connection
/// ends, so that no client loses a request that it was just sending; then, where another process listens on the same port,
/// new connections are left to it. Switched connections are closed shortly before the time for draining is over.
/// </summary>
internal sealed class Leaving(
    OverloadGuard connections,
    EligibilityTable table,
    SharedPorts ports,
    IOptions<DataPlaneOptions> options,
    TimeProvider time
) : IDisposable
{
    /// <summary>The time that closing switched connections may take of the end of the drain; a quarter of it at most.</summary>
    public static readonly TimeSpan Closing = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    private volatile bool _isLeaving;
    private ITimer? _tunnels;

    /// <summary>Says on each answer from now on that its connection ends.</summary>
    public RequestDelegate Tell(RequestDelegate next) =>
        context =>
        {
            if (_isLeaving && context.Request.Protocol == HttpProtocol.Http11)
            {
                context.Response.OnStarting(EndConnection, context.Response);
            }

            return next(context);
        };

    /// <summary>Ends when the server may stop; at once where nobody is connected.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        _isLeaving = true;
        CloseTunnelsInTime();
        var began = time.GetTimestamp();
        try
        {
            while (
                connections.Connections > 0 && time.GetElapsedTime(began) < options.Value.IdleGrace
            )
            {
                await Task.Delay(Look, time, stop);
            }

            await ports.LeaveAsync(time, stop);
        }
        catch (OperationCanceledException)
        {
            // The time to drain is over.
        }
    }

    /// <inheritdoc />
    public void Dispose() => _tunnels?.Dispose();

    private void CloseTunnelsInTime()
    {
        var all = options.Value.DrainTimeout;
        var due = all - (all / 4 < Closing ? all / 4 : Closing);
        _tunnels = time.CreateTimer(
            _ =>
            {
                foreach (var pool in table.Pools)
                {
                    foreach (var backend in pool.Eligible.All)
                    {
                        backend.Draining.Close();
                    }
                }
            },
            null,
            due,
            Timeout.InfiniteTimeSpan
        );
    }

    private static Task EndConnection(object state)
    {
        var response = (HttpResponse)state;
        if (response.StatusCode != StatusCodes.Status101SwitchingProtocols)
        {
            response.Headers[HeaderNames.Connection] = "close";
        }

        return Task.CompletedTask;
    }
}
