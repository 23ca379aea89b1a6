using System.Diagnostics.Metrics;
using LbPlatform.DataPlane.Breaking;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.DataPlane.Metrics;
using LbPlatform.Hosting.Metrics;

namespace LbPlatform.DataPlane.Traffic;

/// <summary>What became of the requests to each pool, as their clients saw it, and who could serve them; as metrics.</summary>
internal sealed class PoolMetrics(EligibilityTable table, DataPlaneMeter meter) : IHostedService
{
    /// <summary>The code of requests whose client left before an answer.</summary>
    public const string Left = "none";

    private static readonly EligibilityStatus[] States = Enum.GetValues<EligibilityStatus>();
    private static readonly BreakerPhase[] Phases = Enum.GetValues<BreakerPhase>();
    private static readonly ErrorReason[] Reasons = Enum.GetValues<ErrorReason>();

    /// <summary>The time until clients had their answers.</summary>
    public ObservedHistogram Durations =>
        new(
            TrafficHistograms.DurationName,
            TrafficHistograms.DurationText,
            () =>
                Pools()
                    .Select(static pool => (pool.Name, Counts: pool.Counters.Read()))
                    .Select(static pool => new HistogramSeries(
                        [new("pool", pool.Name)],
                        pool.Counts.Durations,
                        pool.Counts.Total
                    ))
        );

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var instruments = meter.Meter;
        instruments.CreateObservableCounter(
            "lb.pool.requests",
            Answers,
            "{request}",
            "Requests to a pool by class of the status code that the client got; none where it left before."
        );
        instruments.CreateObservableCounter(
            "lb.pool.errors",
            Errors,
            "{request}",
            "Requests to a pool that no backend answered whole, by reason."
        );
        instruments.CreateObservableGauge(
            "lb.pool.requests.in_flight",
            () =>
                Pools()
                    .Select(static pool => new Measurement<long>(
                        pool.Eligible.All.Sum(static backend => (long)backend.InFlight),
                        new KeyValuePair<string, object?>("pool", pool.Name)
                    )),
            "{request}",
            "Requests that the pool's backends are working on."
        );
        instruments.CreateObservableGauge(
            "lb.pool.requests.queued",
            () =>
                Pools()
                    .Select(static pool => new Measurement<long>(
                        pool.Queue.Count,
                        new KeyValuePair<string, object?>("pool", pool.Name)
                    )),
            "{request}",
            "Requests that wait for room at one of the pool's backends."
        );
        instruments.CreateObservableGauge(
            "lb.pool.backends",
            Backends,
            "{backend}",
            "Backends of a pool by whether they may be chosen, and if not, why."
        );
        instruments.CreateObservableGauge(
            "lb.pool.breaker",
            Breakers,
            "{pool}",
            "1 for what the pool's breaker does, where the pool has one."
        );
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<PoolState> Pools() =>
        table.Pools.OrderBy(static pool => pool.Name, StringComparer.Ordinal);

    private IEnumerable<Measurement<long>> Answers()
    {
        foreach (var pool in Pools())
        {
            var counts = pool.Counters.Read();
            foreach (var (at, word) in StatusClasses.All.Index())
            {
                yield return Labelled(counts.Answers[at], pool, "code", word);
            }

            yield return Labelled(counts.Left, pool, "code", Left);
        }
    }

    /// <summary>Of the reasons, those that ever happened, and those that an alert is made of.</summary>
    private IEnumerable<Measurement<long>> Errors()
    {
        foreach (var pool in Pools())
        {
            var counts = pool.Counters.Read();
            foreach (var reason in Reasons)
            {
                var count = counts.Errors[(int)reason];
                if (count > 0 || reason is ErrorReason.NoBackend or ErrorReason.ConnectFailed)
                {
                    yield return Labelled(count, pool, "reason", reason.Word());
                }
            }
        }
    }

    private IEnumerable<Measurement<long>> Backends()
    {
        foreach (var pool in Pools())
        {
            var eligible = pool.Eligible;
            foreach (var state in States)
            {
                var count = Enumerable
                    .Range(0, eligible.All.Length)
                    .Count(at => eligible.At(at) == state);
                yield return Labelled(count, pool, "state", state.ToString().ToLowerInvariant());
            }
        }
    }

    private IEnumerable<Measurement<long>> Breakers() =>
        Pools()
            .Where(static pool => pool.BreakerSettings.IsOn)
            .SelectMany(static pool =>
                Phases.Select(phase =>
                    Labelled(
                        pool.Breaker.Phase == phase ? 1 : 0,
                        pool,
                        "state",
                        phase.ToString().ToLowerInvariant()
                    )
                )
            );

    private static Measurement<long> Labelled(
        long value,
        PoolState pool,
        string name,
        string word
    ) => new(value, [new("pool", pool.Name), new(name, word)]);
}
