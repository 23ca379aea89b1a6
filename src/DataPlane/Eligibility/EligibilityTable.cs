using System.Collections.Frozen;
using System.Collections.Immutable;
using LbPlatform.DataPlane.Affinity;
using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Traffic;
using LbPlatform.DataPlane.Zones;
using LbPlatform.State.Health;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Eligibility;

/// <summary>
/// Who may be chosen, pool by pool: the configuration's wishes, the Poller's verdicts and the ejections, joined. A
/// flip makes one pool's list anew and nothing else; readers never wait.
/// </summary>
internal sealed partial class EligibilityTable(
    ILogger<EligibilityTable> logger,
    TimeProvider? time = null,
    TrafficHistograms? histograms = null,
    IOptions<DataPlaneOptions>? options = null
)
{
    private readonly string _zone = options?.Value.Zone ?? "";

    // Held for the time that making one pool's list takes, by changes only.
    private readonly Lock _lock = new();
    private volatile FrozenDictionary<string, PoolState> _pools = FrozenDictionary<
        string,
        PoolState
    >.Empty;
    private volatile HealthSnapshot _health = HealthSnapshot.Empty;

    /// <summary>All pools, for those who report.</summary>
    public IReadOnlyCollection<PoolState> Pools => _pools.Values;

    /// <summary>The Poller's last verdict on a backend.</summary>
    public HealthStatus VerdictOf(string backendId) => _health.StatusOf(backendId);

    /// <summary>The verdicts that are in force.</summary>
    public HealthSnapshot Health => _health;

    /// <summary>The pool with this id; <c>null</c> where there is none.</summary>
    public PoolState? Find(string poolId) => _pools.GetValueOrDefault(poolId);

    /// <summary>
    /// The configuration is <paramref name="snapshot"/> from now on. Pools that it has no more stay until
    /// <see cref="Retire"/>, since routes still point to them.
    /// </summary>
    public void Apply(ConfigurationSnapshot snapshot)
    {
        var members = snapshot.Backends.InOrder.ToLookup(static b => b.PoolId);
        lock (_lock)
        {
            var pools = new Dictionary<string, PoolState>(_pools, StringComparer.Ordinal);
            foreach (var pool in snapshot.Pools)
            {
                if (!pools.TryGetValue(pool.Id, out var state))
                {
                    state = new PoolState(
                        pool.Id,
                        BalancingPolicies.Make(BalancingSettings.Default, _zone),
                        histograms,
                        _zone
                    );
                    pools.Add(pool.Id, state);
                }

                Configure(state, pool, snapshot, members[pool.Id]);
            }

            if (pools.Count != _pools.Count)
            {
                _pools = pools.ToFrozenDictionary(StringComparer.Ordinal);
            }
        }
    }

    /// <summary>The verdicts are <paramref name="health"/> from now on.</summary>
    public void Apply(HealthSnapshot health)
    {
        lock (_lock)
        {
            var before = _health;
            _health = health;
            foreach (var pool in _pools.Values)
            {
                if (pool.Eligible.All.Any(b => before.StatusOf(b.Id) != health.StatusOf(b.Id)))
                {
                    Change(pool, () => pool.Judge(health));
                }
            }
        }
    }

    /// <summary>Lets the shares of backends that returned grow.</summary>
    public void Grow()
    {
        lock (_lock)
        {
            foreach (var pool in _pools.Values)
            {
                Change(pool, () => pool.Grow(_health));
            }
        }
    }

    /// <summary>No route points any more to a pool that <paramref name="snapshot"/> has not.</summary>
    public void Retire(ConfigurationSnapshot snapshot)
    {
        lock (_lock)
        {
            if (_pools.Keys.Any(id => snapshot.Pools.Find(id) is null))
            {
                _pools = _pools
                    .Where(pool => snapshot.Pools.Find(pool.Key) is not null)
                    .ToFrozenDictionary(StringComparer.Ordinal);
            }
        }
    }

    /// <summary>Leaves the backend out; false where it is already, or where no other one of its pool could serve.</summary>
    public bool TryEject(PoolState pool, BackendState backend, Ejection ejection)
    {
        lock (_lock)
        {
            var mayAnotherServe = pool
                .Eligible.All.Where(
                    (_, at) =>
                        pool.Eligible.At(at)
                            is EligibilityStatus.Eligible
                                or EligibilityStatus.Backup
                )
                .Any(b => !ReferenceEquals(b, backend));
            if (
                backend.IsEjected
                || !mayAnotherServe
                || (ejection.Cause != EjectionCause.Unreachable && !HasRoomForAnother(pool))
            )
            {
                return false;
            }

            backend.Eject(ejection);
            Change(pool, () => pool.Judge(_health));
            return true;
        }
    }

    private static bool HasRoomForAnother(PoolState pool)
    {
        var all = pool.Eligible.All;
        var most = Math.Max(1, all.Length * pool.Ejection.MostPercent / 100);
        return all.Count(static backend =>
                backend is { IsEjected: true, LastEjection.Cause: not EjectionCause.Unreachable }
            ) < most;
    }

    /// <summary>Takes the backend in again; false where that was done already.</summary>
    public bool Return(PoolState pool, BackendState backend, Ejection ejection)
    {
        lock (_lock)
        {
            if (!backend.IsEjected || !ReferenceEquals(backend.LastEjection, ejection))
            {
                return false;
            }

            backend.Return();
            Change(pool, () => pool.Judge(_health));
            return true;
        }
    }

    private void Configure(
        PoolState state,
        Pool pool,
        ConfigurationSnapshot snapshot,
        IEnumerable<Backend> backends
    )
    {
        var known = state.Eligible.All.ToDictionary(static b => b.Id, StringComparer.Ordinal);
        ImmutableArray<BackendState> order = [.. backends.Select(Keep)];
        var retryAfter = snapshot.Settings.Probe.With(pool.Probe).Interval;
        Change(
            state,
            () =>
                state.Configure(
                    pool.Name,
                    retryAfter,
                    pool.Balancing,
                    pool.Resilience,
                    PoolAffinity.Of(pool, snapshot.AffinityKeys),
                    order,
                    _health
                )
        );

        BackendState Keep(Backend backend)
        {
            if (known.GetValueOrDefault(backend.Id) is { } old && old.Is(backend))
            {
                old.Update(backend);
                return old;
            }

            return new BackendState(backend, time, histograms);
        }
    }

    /// <summary>Runs the change and says so when it leaves a pool with nobody, or ends that.</summary>
    private void Change(PoolState pool, Action change)
    {
        var hadAnybody = pool.Eligible.Count > 0;
        var wasConfigured = pool.Eligible.All.Length > 0;
        var didSpill = pool.Zones is { NearPercent: < ZoneShare.Whole };
        change();
        var eligible = pool.Eligible;
        if (eligible.Count == 0 && eligible.All.Length > 0 && (hadAnybody || !wasConfigured))
        {
            Log.NobodyEligible(logger, pool.Name, eligible.All.Length);
        }
        else if (eligible.Count > 0 && !hadAnybody && wasConfigured)
        {
            Log.SomebodyEligible(logger, pool.Name, eligible.Count, eligible.All.Length);
        }

        switch (pool.Zones)
        {
            case { NearPercent: < ZoneShare.Whole } zones when !didSpill:
                Log.Spills(logger, pool.Name, zones.NearPercent, _zone);
                break;
            case { NearPercent: ZoneShare.Whole } when didSpill:
                Log.Stays(logger, pool.Name, _zone);
                break;
            default:
                // As before, or zones play no part.
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            4020,
            LogLevel.Error,
            "Pool {Pool} has no eligible backend (0 of {Count}): answering 503"
        )]
        public static partial void NobodyEligible(ILogger logger, string pool, int count);

        [LoggerMessage(
            4021,
            LogLevel.Information,
            "Pool {Pool} serves again: {Eligible} of {Count} backends eligible"
        )]
        public static partial void SomebodyEligible(
            ILogger logger,
            string pool,
            int eligible,
            int count
        );

        [LoggerMessage(
            4027,
            LogLevel.Warning,
            "Pool {Pool} keeps {Percent} % of its requests in zone {Zone}: too few of its backends there can serve"
        )]
        public static partial void Spills(ILogger logger, string pool, int percent, string zone);

        [LoggerMessage(
            4028,
            LogLevel.Information,
            "Pool {Pool} keeps all its requests in zone {Zone} again"
        )]
        public static partial void Stays(ILogger logger, string pool, string zone);
    }
}
