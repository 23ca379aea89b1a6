using System.Collections.Immutable;
using LbPlatform.DataPlane.Balancing;
using LbPlatform.State.Snapshots;

namespace LbPlatform.DataPlane.Eligibility;

/// <summary>One pool as requests meet it. Requests read; only <see cref="EligibilityTable"/>, under its lock, changes.</summary>
internal sealed class PoolState(string id, IBalancingPolicy policy)
{
    private volatile EligibleBackends _eligible = EligibleBackends.None;
    private volatile string _name = "";
    private long _retryAfterTicks;

    /// <summary>The pool's id.</summary>
    public string Id => id;

    /// <summary>The pool's name.</summary>
    public string Name => _name;

    /// <summary>How a backend is chosen.</summary>
    public IBalancingPolicy Policy => policy;

    /// <summary>Who may be chosen now.</summary>
    public EligibleBackends Eligible => _eligible;

    /// <summary>When a client that found nobody may hope for a change: the probe interval.</summary>
    public TimeSpan RetryAfter => TimeSpan.FromTicks(Volatile.Read(ref _retryAfterTicks));

    /// <summary>The pool as configured, with its backends in order.</summary>
    public void Configure(
        string name,
        TimeSpan retryAfter,
        ImmutableArray<BackendState> order,
        HealthSnapshot health
    )
    {
        var before = _eligible.All;
        _name = name;
        Volatile.Write(ref _retryAfterTicks, retryAfter.Ticks);
        _eligible = EligibleBackends.Of(order, health);
        if (!before.SequenceEqual(order))
        {
            policy.Reorder(before, order);
        }
    }

    /// <summary>Judges all backends anew.</summary>
    public void Judge(HealthSnapshot health) =>
        _eligible = EligibleBackends.Of(_eligible.All, health);
}
