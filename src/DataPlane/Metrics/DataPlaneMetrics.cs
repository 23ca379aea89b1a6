using LbPlatform.DataPlane.Configuration;
using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.Hosting.Metrics;

namespace LbPlatform.DataPlane.Metrics;

/// <summary>What this process says of itself, as metrics.</summary>
internal sealed class DataPlaneMetrics(
    DataPlaneMeter meter,
    AppliedConfiguration applied,
    ActiveRequests active,
    TimeProvider time
) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        ProcessMetrics.Add(
            meter.Meter,
            "dataplane",
            typeof(DataPlaneMetrics).Assembly.GetName().Version?.ToString(3) ?? "?",
            time.GetUtcNow(),
            () => applied.Snapshot.Revision.Value
        );
        meter.Meter.CreateObservableGauge(
            "lb.requests.in_flight",
            () => active.Count,
            "{request}",
            "Requests of clients that are being served."
        );
        meter.Meter.CreateObservableGauge(
            "lb.config.quarantined",
            () => applied.Quarantined.Length,
            "{resource}",
            "Resources that are left out because this process cannot use them."
        );
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
