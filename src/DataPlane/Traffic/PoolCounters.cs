using LbPlatform.DataPlane.Forwarding;
using LbPlatform.State.Traffic;

namespace LbPlatform.DataPlane.Traffic;

/// <summary>What became of the requests to one pool as their clients saw it, whoever answered and after however many attempts.</summary>
internal sealed class PoolCounters(TrafficHistograms? histograms = null)
{
    private const int ErrorsAt = TrafficCounts.Classes + 1;
    private static readonly int TicksAt = ErrorsAt + Enum.GetValues<ErrorReason>().Length;
    private static readonly int DurationsAt = TicksAt + 1;

    private readonly StripedCounters _counters = new(DurationsAt + LatencyBuckets.Count);
    private volatile KeyValuePair<string, object?>[] _labels = [];

    /// <summary>What its series are told from others by.</summary>
    public ReadOnlySpan<KeyValuePair<string, object?>> Labels => _labels;

    /// <summary>The name that its series go by from now on.</summary>
    public void Label(string pool)
    {
        if (_labels is not [{ Value: string known }] || known != pool)
        {
            _labels = [new("pool", pool)];
        }
    }

    /// <summary>The client had an answer, whole or not.</summary>
    /// <param name="status">Its status code.</param>
    /// <param name="elapsed">From the request's head to the answer's end; <c>null</c> where the connection was switched and lasted as long as it pleased.</param>
    public void Answered(int status, TimeSpan? elapsed)
    {
        _counters.Add(Math.Clamp(status / 100, 1, TrafficCounts.Classes) - 1);
        if (elapsed is { Ticks: var ticks })
        {
            _counters.Add(DurationsAt + LatencyBuckets.IndexOf(ticks), TicksAt, ticks);
            histograms?.Duration(ticks, _labels);
        }
    }

    /// <summary>The client left before it had an answer.</summary>
    public void Left() => _counters.Add(ErrorsAt - 1);

    /// <summary>No backend answered, or not whole.</summary>
    public void Failed(ErrorReason reason) => _counters.Add(ErrorsAt + (int)reason);

    /// <summary>All of it as it is now.</summary>
    public PoolCounts Read()
    {
        var sums = _counters.Read();
        return new(
            sums[..TrafficCounts.Classes],
            sums[ErrorsAt - 1],
            sums[ErrorsAt..TicksAt],
            sums[DurationsAt..],
            TimeSpan.FromTicks(sums[TicksAt])
        );
    }
}
