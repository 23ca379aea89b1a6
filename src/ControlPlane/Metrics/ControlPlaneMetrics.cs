using System.Diagnostics.Metrics;
using LbPlatform.ControlPlane.Nodes;
using LbPlatform.Hosting.Metrics;

namespace LbPlatform.ControlPlane.Metrics;

/// <summary>What this process says of itself and of the store, as metrics at /metrics and over OTLP.</summary>
internal sealed class ControlPlaneMetrics(
    IMeterFactory meters,
    ConfigurationStore store,
    StoreOptions options,
    NodeRegistry nodes,
    TimeProvider time
) : IHostedService
{
    /// <summary>The meter of this process.</summary>
    public const string MeterName = "LbPlatform.ControlPlane";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create(MeterName);
        ProcessMetrics.Add(
            meter,
            "controlplane",
            typeof(ControlPlaneMetrics).Assembly.GetName().Version?.ToString(3) ?? "?",
            time.GetUtcNow(),
            () => store.Current.Revision.Value
        );
        meter.CreateObservableGauge(
            "lb.nodes",
            Nodes,
            "{node}",
            "Processes that report, by kind, and whether they do so now."
        );
        meter.CreateObservableGauge(
            "lb.config.resources",
            Resources,
            "{resource}",
            "Resources of the configuration, by kind."
        );
        meter.CreateObservableGauge(
            "lb.db.size",
            () => Sizes(""),
            "By",
            "The size of each file of the store."
        );
        meter.CreateObservableGauge(
            "lb.db.wal.size",
            () => Sizes("-wal"),
            "By",
            "The size of the write-ahead log of each file of the store."
        );
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<Measurement<long>> Nodes() =>
        nodes
            .Look()
            .Nodes.CountBy(node => (node.Report.Kind, IsLive: nodes.IsLive(node)))
            .Select(static count => new Measurement<long>(
                count.Value,
                new("kind", count.Key.Kind.ToString().ToLowerInvariant()),
                new("live", count.Key.IsLive ? "true" : "false")
            ));

    private IEnumerable<Measurement<long>> Resources()
    {
        var current = store.Current;
        return
        [
            new(current.Backends.Count, new KeyValuePair<string, object?>("kind", "backend")),
            new(current.Pools.Count, new KeyValuePair<string, object?>("kind", "pool")),
            new(current.Routes.Count, new KeyValuePair<string, object?>("kind", "route")),
        ];
    }

    private IEnumerable<Measurement<long>> Sizes(string suffix) =>
        new[] { options.ConfigurationFile, options.HealthFile, options.TrafficFile }
            .Select(file => (Name: Path.GetFileName(file), File: new FileInfo(file + suffix)))
            .Where(static one => one.File.Exists)
            .Select(static one => new Measurement<long>(
                one.File.Length,
                new KeyValuePair<string, object?>("db", one.Name)
            ));
}
