using System.Collections.Immutable;
using LbPlatform.DataPlane.Affinity;
using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Breaking;
using LbPlatform.DataPlane.Capacity;
using LbPlatform.DataPlane.Retries;
using LbPlatform.DataPlane.Traffic;
using LbPlatform.DataPlane.Zones;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;
using Yarp.ReverseProxy.Model;

namespace LbPlatform.DataPlane.Eligibility;

/// <summary>One pool as requests meet it. Requests read; only <see cref="EligibilityTable"/>, under its lock, changes.</summary>
internal sealed class PoolState
{
    private readonly string _zone;
    private volatile IBalancingPolicy _policy;
    private volatile BalancingSettings _balancing = BalancingSettings.Default;
    private volatile ResilienceSettings _resilience = ResilienceSettings.Default;
    private volatile Selection _selection;
    private volatile PoolAffinity? _affinity;
    private ConsistentHash? _homes;
    private volatile string _name = "";
    private long _retryAfterTicks;
    private int _inFlight;

    /// <summary>A pool that nothing is known of yet.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="policy">How a backend is chosen while nothing is said.</param>
    /// <param name="histograms">Where latencies are kept.</param>
    /// <param name="zone">The zone of this data plane; empty is none.</param>
    public PoolState(
        string id,
        IBalancingPolicy policy,
        TrafficHistograms? histograms = null,
        string zone = ""
    )
    {
        Id = id;
        _zone = zone;
        Counters = new(histograms);
        _policy = policy;
        _selection = new(EligibleBackends.None, policy.Over(EligibleBackends.None), Homes: null);
        Queue = new(this);
    }

    /// <summary>The pool's id.</summary>
    public string Id { get; }

    /// <summary>The pool's name.</summary>
    public string Name => _name;

    /// <summary>YARP's word for it, since the first request asked; <c>null</c> before.</summary>
    public ClusterState? Cluster { get; set; }

    /// <summary>What became of the requests to it since it is known here.</summary>
    public PoolCounters Counters { get; }

    /// <summary>Who may be chosen now.</summary>
    public EligibleBackends Eligible => _selection.Eligible;

    /// <summary>The zone of this data plane; empty where none is set.</summary>
    public string Zone => _zone;

    /// <summary>How the zones share its requests; <c>null</c> where they play no part.</summary>
    public ZoneSplit? Zones => _selection.Picker.Zones;

    /// <summary>When a client that found nobody may hope for a change: the probe interval.</summary>
    public TimeSpan RetryAfter => TimeSpan.FromTicks(Volatile.Read(ref _retryAfterTicks));

    /// <summary>How it chooses.</summary>
    public BalancingSettings Balancing => _balancing;

    /// <summary>What keeps its requests together; <c>null</c> where nothing does.</summary>
    public HashKey? HashKey { get; private set; }

    /// <summary>How its clients stay with their backend; <c>null</c> where they do not.</summary>
    public PoolAffinity? Affinity => _affinity;

    /// <summary>When traffic takes a backend out.</summary>
    public EjectionSettings Ejection => _resilience.Ejection;

    /// <summary>When a failed request is tried elsewhere.</summary>
    public RetrySettings Retry => _resilience.Retry;

    /// <summary>The retries that are left.</summary>
    public RetryBudget Budget { get; } = new();

    /// <summary>When the pool as a whole is asked no more for a while.</summary>
    public BreakerSettings BreakerSettings => _resilience.Breaker;

    /// <summary>Whether it is asked now.</summary>
    public CircuitBreaker Breaker { get; } = new();

    /// <summary>How much is taken on at a time.</summary>
    public CapacitySettings Capacity => _resilience.Capacity;

    /// <summary>Who waits for a backend.</summary>
    public PoolQueue Queue { get; }

    /// <summary>Requests in flight, where they are counted because there is a limit.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Attempts that ever began at the present backends.</summary>
    public long Began => Eligible.All.Sum(static backend => backend.Began);

    /// <summary>Whether the choice goes by how long backends take.</summary>
    public bool GoesByLatency { get; private set; }

    /// <summary>The backend for the next attempt; <c>null</c> where no other is eligible.</summary>
    public BackendState? Pick(in PickRequest request) => _selection.Picker.Pick(request);

    /// <summary>How it chooses now, for those who only ask: no rotation moves on.</summary>
    public Selection Preview()
    {
        var selection = _selection;
        return selection with { Picker = _policy.Fork().Over(selection.Eligible) };
    }

    /// <summary>
    /// The backend for the next attempt, entered. Where the policy's choice is full it is the least busy one that has room;
    /// where none has, <paramref name="isFull"/> tells that from nobody being eligible.
    /// </summary>
    public BackendState? Enter(in PickRequest request, out bool isFull)
    {
        isFull = false;
        var selection = _selection;
        var most = Capacity.RequestsPerBackend;
        if (selection.Choose(request) is not { } chosen)
        {
            return null;
        }

        if (chosen.TryEnter(most))
        {
            return chosen;
        }

        var spare = selection.SpareFor(request, most);
        if (spare?.TryEnter(most) == true)
        {
            return spare;
        }

        if (spare is null && chosen.IsOnTrial && chosen.TryEnter(most, mindsTrial: false))
        {
            // A trial is for where somebody else can serve.
            return chosen;
        }

        // Another request may have been quicker; then this one waits its turn.
        isFull = true;
        return null;
    }

    /// <summary>An attempt at <paramref name="backend"/> has ended.</summary>
    public void Leave(BackendState backend)
    {
        backend.Leave();
        Queue.Pump();
    }

    /// <summary>A request begins; false where as many as may be are in flight. Counted only where there is a limit.</summary>
    public bool TryBegin(out bool isCounted)
    {
        var most = Capacity.Requests;
        isCounted = most > 0;
        if (!isCounted || Interlocked.Increment(ref _inFlight) <= most)
        {
            return true;
        }

        isCounted = false;
        End();
        return false;
    }

    /// <summary>A request that was counted has ended.</summary>
    public void End() => Interlocked.Decrement(ref _inFlight);

    /// <summary>Whether somebody else is eligible.</summary>
    public bool HasOther(ReadOnlySpan<BackendState> tried)
    {
        foreach (var member in Eligible.Members)
        {
            if (!tried.Contains(member))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The pool as configured, with its backends in order.</summary>
    public void Configure(
        string name,
        TimeSpan retryAfter,
        BalancingSettings balancing,
        ResilienceSettings resilience,
        PoolAffinity? affinity,
        ImmutableArray<BackendState> order,
        HealthSnapshot health
    )
    {
        var before = Eligible.All;
        _resilience = resilience;
        _affinity = affinity;
        _homes = affinity is { IsHashed: true } ? _homes ?? new(isAffinity: true) : null;
        _name = name;
        Counters.Label(name);
        foreach (var backend in order)
        {
            backend.Counters.Label(name, backend.Name);
        }

        Volatile.Write(ref _retryAfterTicks, retryAfter.Ticks);
        if (_balancing != balancing)
        {
            _balancing = balancing;
            _policy = BalancingPolicies.Make(balancing, _zone);
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

        _selection = new(eligible, _policy.Over(eligible), _homes?.LookUp(eligible));
        Queue.Pump();
    }
}
