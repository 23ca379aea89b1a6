using System.Diagnostics.Metrics;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Metrics;
using LbPlatform.Hosting.Metrics;
using LbPlatform.State.Traffic;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Traffic;

/// <summary>What traffic met on each backend, as metrics. Read when they are asked for; requests pay nothing.</summary>
internal sealed class BackendMetrics(
    EligibilityTable table,
    DataPlaneMeter meter,
    IOptions<DataPlaneOptions> options
) : IHostedService
{
    private readonly int _most = options.Value.Metrics.MaxBackends;

    /// <summary>The time until their answers began.</summary>
    public ObservedHistogram Latencies =>
        new(
            TrafficHistograms.LatencyName,
            TrafficHistograms.LatencyText,
            () =>
                Look()
                    .Select(static one => new HistogramSeries(
                        Labels(one),
                        one.Counts.Latencies,
                        TimeSpan.FromMicroseconds(one.Counts.LatencyMicroseconds)
                    ))
        );

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var instruments = meter.Meter;
        instruments.CreateObservableCounter(
            "lb.backend.requests",
            Answers,
            "{request}",
            "Attempts at a backend that ended with its whole answer, by class of status code."
        );
        instruments.CreateObservableCounter(
            "lb.backend.errors",
            Errors,
            "{request}",
            "Attempts at a backend that ended without a whole answer; reason cancelled is the client's doing."
        );
        instruments.CreateObservableCounter(
            "lb.backend.retries",
            () => Each(static one => one.Counts.Retries),
            "{request}",
            "Attempts that failed at this backend and were made again at another one."
        );
        instruments.CreateObservableCounter(
            "lb.backend.ejections",
            Ejections,
            "{ejection}",
            "Times that traffic left the backend out, by cause."
        );
        instruments.CreateObservableGauge(
            "lb.backend.requests.in_flight",
            () => Each(static one => one.InFlight),
            "{request}",
            "Requests that the backend is working on, until the last byte of their answers."
        );
        instruments.CreateObservableGauge(
            "lb.backend.ejected",
            () => Each(static one => one.Ejected),
            "{backend}",
            "1 while traffic leaves the backend out."
        );
        instruments.CreateObservableGauge(
            "lb.backend.eligible",
            () => Each(static one => one.Eligible),
            "{backend}",
            "1 while the backend may be chosen."
        );
        instruments.CreateObservableGauge(
            "lb.backend.verdict",
            Verdicts,
            "{backend}",
            "1 for the Poller's last verdict on the backend."
        );
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IReadOnlyList<TrafficSeries> Look() => TrafficSeries.Of(table, _most);

    private IEnumerable<Measurement<long>> Each(Func<TrafficSeries, long> value) =>
        Look().Select(one => new Measurement<long>(value(one), Labels(one)));

    private IEnumerable<Measurement<long>> Answers() =>
        Look()
            .SelectMany(static one =>
                StatusClasses.All.Select(
                    (word, at) =>
                        new Measurement<long>(one.Counts.Answers[at], Labels(one, "code", word))
                )
            );

    private IEnumerable<Measurement<long>> Errors() =>
        Look()
            .SelectMany(static one =>
                TrafficErrorWords.All.Select(
                    (word, at) =>
                        new Measurement<long>(one.Counts.Errors[at], Labels(one, "reason", word))
                )
            );

    private IEnumerable<Measurement<long>> Ejections()
    {
        foreach (var one in Look())
        {
            yield return new(
                one.Counts.EjectedUnreachable - one.Counts.EjectedSilent,
                Labels(one, "cause", "unreachable")
            );
            yield return new(one.Counts.EjectedSilent, Labels(one, "cause", "silent"));
            yield return new(one.Counts.EjectedOutlier, Labels(one, "cause", "outlier"));
        }
    }

    private IEnumerable<Measurement<long>> Verdicts() =>
        Look()
            .Where(static one => one.Verdict is not null)
            .Select(static one => new Measurement<long>(
                1,
                Labels(one, "verdict", one.Verdict.ToString()!.ToLowerInvariant())
            ));

    private static KeyValuePair<string, object?>[] Labels(TrafficSeries one) =>
        [new("pool", one.Pool), new("backend", one.Backend)];

    private static KeyValuePair<string, object?>[] Labels(
        TrafficSeries one,
        string name,
        string value
    ) => [.. Labels(one), new(name, value)];
}
