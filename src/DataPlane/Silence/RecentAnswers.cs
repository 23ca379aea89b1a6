using LbPlatform.DataPlane.Traffic;
using LbPlatform.State.Traffic;

namespace LbPlatform.DataPlane.Silence;

/// <summary>How long a backend took lately to begin its answers, by what is counted for metrics anyway. The sweep's alone.</summary>
internal sealed class RecentAnswers(BackendCounters counters)
{
    private IReadOnlyList<long> _before = [];
    private IReadOnlyList<long> _between = [];
    private long _began;

    /// <summary>A window is over.</summary>
    /// <param name="began">Attempts that ever began: without a new one there is nothing to read.</param>
    public void Roll(long began)
    {
        _before = _between;
        if (began != _began)
        {
            _began = began;
            _between = counters.Read().Latencies;
        }
    }

    /// <summary>Answers of this window and the last one, and those of them that began within <paramref name="limit"/>.</summary>
    public (long All, long Quick) Within(TimeSpan limit)
    {
        var now = counters.Read().Latencies;
        var (all, quick) = (0L, 0L);
        for (var bucket = 0; bucket < now.Count; bucket++)
        {
            var count = now[bucket] - (bucket < _before.Count ? _before[bucket] : 0);
            all += count;
            quick +=
                bucket < LatencyBuckets.Bounds.Length
                && LatencyBuckets.Bounds[bucket] <= limit.Ticks
                    ? count
                    : 0;
        }

        return (all, quick);
    }
}
