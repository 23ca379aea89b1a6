namespace LbPlatform.DataPlane.Eligibility;

/// <summary>What one backend answered since the last sweep. Counted by requests, taken by the sweep.</summary>
internal sealed class BackendTraffic(TimeProvider time)
{
    private int _requests;
    private int _failures;
    private long _ticks;

    /// <summary>An answer begins to what was asked at that timestamp of the clock.</summary>
    public void CountSince(long timestamp, bool isFailure)
    {
        Interlocked.Increment(ref _requests);
        Interlocked.Add(ref _ticks, time.GetElapsedTime(timestamp).Ticks);
        if (isFailure)
        {
            Interlocked.Increment(ref _failures);
        }
    }

    /// <summary>What was counted, which begins anew. A request between two of the reads moves to the next sweep in part; none is lost.</summary>
    public TrafficSample Take() =>
        new(
            Interlocked.Exchange(ref _requests, 0),
            Interlocked.Exchange(ref _failures, 0),
            TimeSpan.FromTicks(Interlocked.Exchange(ref _ticks, 0))
        );
}
