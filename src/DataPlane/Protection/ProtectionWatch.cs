using System.Diagnostics.Metrics;
using LbPlatform.DataPlane.Configuration;

namespace LbPlatform.DataPlane.Protection;

/// <summary>Does a few times a second what requests should not: looks at the load, and forgets idle keys.</summary>
internal sealed class ProtectionWatch(
    OverloadGuard overload,
    RoutePlans plans,
    IMeterFactory meters,
    TimeProvider time
) : BackgroundService
{
    /// <summary>Time between two sweeps of the tables of keys.</summary>
    public static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Observe();
        var sweptAt = time.GetTimestamp();
        using var timer = new PeriodicTimer(OverloadGuard.SampleInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                overload.Sample();
                if (time.GetElapsedTime(sweptAt) >= SweepInterval)
                {
                    sweptAt = time.GetTimestamp();
                    Sweep(time.GetElapsedTime(0, sweptAt));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    private void Sweep(TimeSpan now)
    {
        foreach (var table in Tables())
        {
            table.Sweep(now);
        }
    }

    private void Observe()
    {
        var meter = meters.Create(Refusals.MeterName);
        meter.CreateObservableGauge(
            "lb.connections",
            () => overload.Connections,
            "{connection}",
            "Connections of clients"
        );
        meter.CreateObservableGauge(
            "lb.rate_limit.keys",
            () => Tables().Sum(static table => table.Count),
            "{key}",
            "Keys that rate limits tell apart now"
        );
    }

    private IEnumerable<RateTable> Tables() =>
        plans.All.SelectMany(static plan => plan.Guard?.Rates ?? []);
}
