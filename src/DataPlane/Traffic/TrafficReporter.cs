using LbPlatform.DataPlane.Admin;
using LbPlatform.State.Snapshots;
using LbPlatform.State.Traffic;

namespace LbPlatform.DataPlane.Traffic;

/// <summary>
/// Tells ControlPlane every <see cref="NodeTraffic.Interval"/> how far the counters are, and once more at the end. A ControlPlane
/// that is gone costs nothing: the next report says it all.
/// </summary>
internal sealed partial class TrafficReporter(
    HttpClient controlPlane,
    TrafficReports reports,
    NodeIdentity identity,
    TimeProvider time,
    ILogger<TrafficReporter> logger
) : BackgroundService
{
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastTimeout = TimeSpan.FromSeconds(1);

    private bool _isTaken = true;

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await SendAsync(LastTimeout, cancellationToken);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        controlPlane.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(NodeTraffic.Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await SendAsync(SendTimeout, stoppingToken);
        }
    }

    private async Task SendAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            late.Token,
            cancellationToken
        );
        try
        {
            foreach (var report in reports.Next())
            {
                using var answer = await controlPlane.PutAsJsonAsync(
                    $"nodes/{Uri.EscapeDataString(identity.Id)}/traffic",
                    report,
                    SnapshotJson.Options,
                    either.Token
                );
                answer.EnsureSuccessStatusCode();
                reports.Told(report);
                Taken(true, "");
            }
        }
        catch (Exception failure)
            when (failure is HttpRequestException or OperationCanceledException)
        {
            Taken(cancellationToken.IsCancellationRequested, failure.Message);
        }
    }

    /// <summary>That ControlPlane does not answer at all is said by the reports of the node.</summary>
    private void Taken(bool isTaken, string reason)
    {
        if (isTaken == _isTaken)
        {
            return;
        }

        _isTaken = isTaken;
        if (isTaken)
        {
            Log.Taken(logger);
        }
        else
        {
            Log.NotTaken(logger, reason);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            4180,
            LogLevel.Warning,
            "ControlPlane does not take what traffic was counted, going on counting: {Reason}"
        )]
        public static partial void NotTaken(ILogger logger, string reason);

        [LoggerMessage(
            4181,
            LogLevel.Information,
            "ControlPlane takes the counts of traffic again"
        )]
        public static partial void Taken(ILogger logger);
    }
}
