namespace LbPlatform.DataPlane.Balancing;

/// <summary>
/// A moving average of response times that jumps up to a peak at once and comes down over time (peak EWMA, as in
/// Finagle and Linkerd). Time alone brings it down too, so that a backend that was slow is tried again.
/// </summary>
internal sealed class LatencyAverage(TimeProvider time)
{
    /// <summary>The time in which an old value loses 63 % of its weight, as in Finagle.</summary>
    public static readonly TimeSpan Decay = TimeSpan.FromSeconds(10);

    private long _bits;
    private long _stamp;

    /// <summary>The average now, in milliseconds; 0 before the first response.</summary>
    public double Milliseconds =>
        BitConverter.Int64BitsToDouble(Volatile.Read(ref _bits))
        * Weight(Volatile.Read(ref _stamp), time.GetTimestamp());

    /// <summary>A response to what began at that timestamp of the clock.</summary>
    public void ObserveSince(long timestamp) => Observe(time.GetElapsedTime(timestamp));

    /// <summary>What began at that timestamp failed.</summary>
    public void ObserveFailureSince(long timestamp) =>
        Observe(time.GetElapsedTime(timestamp) * PeakEwma.FailureFactor);

    /// <summary>A response took <paramref name="elapsed"/>. Two at the same moment may lose one; an average bears it.</summary>
    public void Observe(TimeSpan elapsed)
    {
        var now = time.GetTimestamp();
        var sample = elapsed.TotalMilliseconds;
        var before = BitConverter.Int64BitsToDouble(Volatile.Read(ref _bits));
        var weight = Weight(Volatile.Read(ref _stamp), now);
        var average = sample > before ? sample : (before * weight) + (sample * (1 - weight));
        Volatile.Write(ref _bits, BitConverter.DoubleToInt64Bits(average));
        Volatile.Write(ref _stamp, now);
    }

    private double Weight(long since, long now) =>
        Math.Exp(-time.GetElapsedTime(since, now) / Decay);
}
