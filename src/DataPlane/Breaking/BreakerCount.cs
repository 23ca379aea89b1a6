namespace LbPlatform.DataPlane.Breaking;

/// <summary>Requests to a pool that were answered, and those of them that failed; counters that only grow, or their difference.</summary>
/// <param name="Requests">Answers, without those that the breaker itself gave.</param>
/// <param name="Failures">Those with a status of 500 to 599.</param>
internal readonly record struct BreakerCount(long Requests, long Failures)
{
    /// <summary>What came since <paramref name="before"/>.</summary>
    public BreakerCount Since(BreakerCount before) =>
        new(Requests - before.Requests, Failures - before.Failures);

    /// <summary>Whether so many of so many failed.</summary>
    public bool Fails(int percent, int least) =>
        Requests >= least && 100 * Failures >= percent * Requests;
}
