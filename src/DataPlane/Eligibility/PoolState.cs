using System.Collections.Immutable;
using LbPlatform.DataPlane.Balancing;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;
using Yarp.ReverseProxy.Model;

namespace LbPlatform.DataPlane.Eligibility;

/// <summary>One pool as requests meet it. Requests read; only <see cref="EligibilityTable"/>, under its lock, changes.</summary>
internal sealed class PoolState(string id, IBalancingPolicy policy)
{
    private IBalancingPolicy _policy = policy;
    private BalancingSettings _balancing = BalancingSettings.Default;
    private volatile ResilienceSettings _resilience = ResilienceSettings.Default;
    private volatile Selection _selection = new(
        EligibleBackends.None,
        policy.Over(EligibleBackends.None)
    );
    private volatile string _name = "";
    private long _retryAfterTicks;

    /// <summary>The pool's id.</summary>
    public string Id => id;

    /// <summary>The pool's name.</summary>
    public string Name => _name;

    /// <summary>YARP's word for it, since the first request asked; <c>null</c> before.</summary>
    public ClusterState? Cluster { get; set; }

    /// <summary>Who may be chosen now.</summary>
    public EligibleBackends Eligible => _selection.Eligible;

    /// <summary>When a client that found nobody may hope for a change: the probe interval.</summary>
    public TimeSpan RetryAfter => TimeSpan.FromTicks(Volatile.Read(ref _retryAfterTicks));

    /// <summary>How it chooses.</summary>
    public BalancingSettings Balancing => _balancing;

    /// <summary>What keeps its requests together; <c>null</c> where nothing does.</summary>
    public HashKey? HashKey { get; private set; }

    /// <summary>When traffic takes a backend out.</summary>
    public EjectionSettings Ejection => _resilience.Ejection;

    /// <summary>Whether the choice goes by how long backends take.</summary>
    public bool GoesByLatency { get; private set; }

    /// <summary>The backend for the next attempt; <c>null</c> where no other is eligible.</summary>
    public BackendState? Pick(in PickRequest request) => _selection.Picker.Pick(request);

    /// <summary>The pool as configured, with its backends in order.</summary>
    public void Configure(
        string name,
        TimeSpan retryAfter,
        BalancingSettings balancing,
        ResilienceSettings resilience,
        ImmutableArray<BackendState> order,
        HealthSnapshot health
    )
    {
        var before = Eligible.All;
        _resilience = resilience;
        _name = name;
        Volatile.Write(ref _retryAfterTicks, retryAfter.Ticks);
        if (_balancing != balancing)
        {
            _balancing = balancing;
            _policy = BalancingPolicies.Make(balancing);
            HashKey = HashKey.For(balancing);
            GoesByLatency = balancing.Policy == BalancingPolicy.PeakEwma;
        }
        else if (!before.SequenceEqual(order))
        {
            _policy.Reorder(before, order);
        }

        Select(order, health);
    }

    /// <summary>Judges all backends anew.</summary>
    public void Judge(HealthSnapshot health) => Select(Eligible.All, health);

    /// <summary>Lets the shares of backends that returned grow; false where none does.</summary>
    public bool Grow(HealthSnapshot health)
    {
        if (!Eligible.All.Any(static backend => backend.IsRamping))
        {
            return false;
        }

        foreach (var backend in Eligible.All)
        {
            backend.Grow(_resilience.SlowStart);
        }

        Judge(health);
        return true;
    }

    private void Select(ImmutableArray<BackendState> all, HealthSnapshot health)
    {
        var before = Eligible;
        var eligible = EligibleBackends.Of(all, health, _resilience.PanicPercent);
        if (_resilience.SlowStart > TimeSpan.Zero && !before.All.IsEmpty && !eligible.IsPanic)
        {
            foreach (var returned in eligible.Members.Except(before.Members))
            {
                returned.BeginRamp(_resilience.SlowStart);
            }

            // Shares have changed: the list says whether they are equal.
            eligible = EligibleBackends.Of(all, health, _resilience.PanicPercent);
        }

        _selection = new(eligible, _policy.Over(eligible));
    }

    private sealed record Selection(EligibleBackends Eligible, IPicker Picker);
}
