using System.Collections.Concurrent;
using LbPlatform.Poller.Recording;
using LbPlatform.State.Store.Health;

namespace LbPlatform.Poller.Metrics;

/// <summary>Counts what goes to the recorder, for metrics.</summary>
/// <param name="next">The recorder.</param>
internal sealed class MeasuringRecorder(IHealthRecorder next) : IHealthRecorder
{
    private readonly ConcurrentDictionary<string, ProbeCounters> _backends = new(
        StringComparer.Ordinal
    );

    /// <summary>What was counted of each backend that is probed, by name.</summary>
    public IEnumerable<ProbeCounters> Backends =>
        _backends
            .Values.OrderBy(static one => one.Pool, StringComparer.Ordinal)
            .ThenBy(static one => one.Name, StringComparer.Ordinal);

    public void Follow(ProbedBackend backend, BackendHealth health)
    {
        var counters = _backends.GetOrAdd(backend.BackendId, static _ => new());
        counters.Rename(backend.Pool, backend.Name);
        counters.Judge(health);
        next.Follow(backend, health);
    }

    public void Unfollow(string backendId)
    {
        _backends.TryRemove(backendId, out _);
        next.Unfollow(backendId);
    }

    public void Record(ProbeResult result, BackendHealth health, HealthTransition? flip)
    {
        if (_backends.TryGetValue(result.BackendId, out var counters))
        {
            counters.Count(result, flip);
            counters.Judge(health);
        }

        next.Record(result, health, flip);
    }

    public void Forget(BackendHealth health, HealthTransition? flip)
    {
        if (_backends.TryGetValue(health.BackendId, out var counters))
        {
            counters.Judge(health);
        }

        next.Forget(health, flip);
    }
}
