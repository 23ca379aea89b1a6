using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Breaking;

/// <summary>A pool's breaker, as requests meet it: one look at a number. The clock alone changes it.</summary>
internal sealed class CircuitBreaker
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    private volatile BreakerState _state = BreakerState.Initial;
    private volatile int _share = BreakerRules.Whole;
    private long _retryAfterTicks;

    /// <summary>What it does.</summary>
    public BreakerPhase Phase => _state.Phase;

    /// <summary>The share of requests that it lets through, in thousandths.</summary>
    public int Share => _share;

    /// <summary>When a client that it refuses may ask again.</summary>
    public TimeSpan RetryAfter => TimeSpan.FromTicks(Volatile.Read(ref _retryAfterTicks));

    /// <summary>Whether a request may go on.</summary>
    public bool Admits() =>
        _share is var share
        && (share == BreakerRules.Whole || Random.Shared.Next(BreakerRules.Whole) < share);

    /// <summary>Time has passed; answers what it did before and does now.</summary>
    public (BreakerState Before, BreakerState After) Tick(
        BreakerSettings settings,
        TimeSpan now,
        BreakerCount count
    )
    {
        var before = _state;
        var after = settings.IsOn
            ? BreakerRules.Next(before, settings, now, count)
            : BreakerState.Initial;
        var rest =
            after.Phase == BreakerPhase.Open ? after.Since + settings.OpenTime - now : default;
        Volatile.Write(ref _retryAfterTicks, (rest > ShortestWait ? rest : ShortestWait).Ticks);
        _state = after;
        _share = BreakerRules.ShareOf(after, settings, now);
        return (before, after);
    }
}
