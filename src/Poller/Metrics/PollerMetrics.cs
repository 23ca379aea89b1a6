using System.Diagnostics.Metrics;
using LbPlatform.Hosting.Metrics;
using LbPlatform.Poller.Recording;
using LbPlatform.Poller.Scheduling;

namespace LbPlatform.Poller.Metrics;

/// <summary>What this process says of itself and of its probes, as metrics at /metrics and over OTLP.</summary>
internal sealed class PollerMetrics(
    IMeterFactory meters,
    MeasuringRecorder probes,
    HealthRecorder recorder,
    ProbeScheduler scheduler,
    TimeProvider time
) : IHostedService
{
    /// <summary>The meter of this process.</summary>
    public const string MeterName = "LbPlatform.Poller";

    /// <summary>Backends that are shown; the sums of the data planes show the rest.</summary>
    public const int MostBackends = 1000;

    /// <summary>How long probes took.</summary>
    public ObservedHistogram Latencies =>
        new(
            "lb.health.check.duration",
            "From the start of a probe to the end of the answer's head, or to the failure.",
            () =>
                Shown()
                    .Select(static one => new HistogramSeries(
                        Labels(one),
                        one.Latencies,
                        one.Total
                    ))
        );

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create(MeterName);
        ProcessMetrics.Add(
            meter,
            "poller",
            typeof(PollerMetrics).Assembly.GetName().Version?.ToString(3) ?? "?",
            time.GetUtcNow(),
            () => scheduler.View?.AppliedRevision.Value ?? 0
        );
        meter.CreateObservableCounter("lb.health.checks", Checks, "{probe}", "Probes by outcome.");
        meter.CreateObservableCounter(
            "lb.health.transitions",
            Flips,
            "{flip}",
            "Flips of a backend's verdict."
        );
        meter.CreateObservableGauge(
            "lb.health.verdict",
            () =>
                Shown()
                    .Select(static one => new Measurement<long>(
                        1,
                        [.. Labels(one), new("verdict", one.Status.ToString().ToLowerInvariant())]
                    )),
            "{backend}",
            "1 for the verdict on the backend."
        );
        meter.CreateObservableGauge(
            "lb.health.last_check.timestamp",
            () =>
                Shown()
                    .Where(static one => one.CheckedAt > 0)
                    .Select(static one => new Measurement<double>(one.CheckedAt, Labels(one))),
            "s",
            "When the last probe ended, as a Unix time."
        );
        meter.CreateObservableGauge(
            "lb.poller.backlog",
            () => recorder.Backlog.Waiting,
            "{probe}",
            "Results that wait for the store."
        );
        meter.CreateObservableCounter(
            "lb.poller.dropped",
            () => recorder.Backlog.Dropped,
            "{probe}",
            "Results that were dropped because too many waited."
        );
        meter.CreateObservableCounter(
            "lb.poller.written",
            () => recorder.Rows,
            "{probe}",
            "Results that were written."
        );
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<ProbeCounters> Shown() => probes.Backends.Take(MostBackends);

    private IEnumerable<Measurement<long>> Checks() =>
        Shown()
            .SelectMany(static one =>
                one.ByOutcome.Select(outcome => new Measurement<long>(
                    outcome.Count,
                    [.. Labels(one), new("outcome", outcome.Outcome.ToWord())]
                ))
            );

    private IEnumerable<Measurement<long>> Flips()
    {
        foreach (var one in Shown())
        {
            var (healthy, unhealthy) = one.Flips;
            yield return new(healthy, [.. Labels(one), new("to", "healthy")]);
            yield return new(unhealthy, [.. Labels(one), new("to", "unhealthy")]);
        }
    }

    private static KeyValuePair<string, object?>[] Labels(ProbeCounters one) =>
        [new("pool", one.Pool), new("backend", one.Name)];
}
