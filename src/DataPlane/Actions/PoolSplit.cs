using System.Collections.Immutable;
using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Routing;

namespace LbPlatform.DataPlane.Actions;

/// <summary>
/// Deals requests to pools by their weights: one after the other in a sequence that is even at every length (a multiple of
/// the golden ratio, whose fractions never bunch), or by what a client brings, so that it stays where it is.
/// </summary>
internal sealed class PoolSplit
{
    // 2^64 divided by the golden ratio.
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private readonly ImmutableArray<PoolState> _pools;
    private readonly ImmutableArray<ulong> _ends;
    private readonly HashKey? _sticky;
    private ulong _turn;

    private PoolSplit(ImmutableArray<PoolState> pools, ImmutableArray<ulong> ends, HashKey? sticky)
    {
        _pools = pools;
        _ends = ends;
        _sticky = sticky;
    }

    /// <summary>The split of those shares; <c>null</c> where there is none. Pools without weight are left out.</summary>
    public static PoolSplit? Of(RouteSplit? split, Func<string, PoolState?> find)
    {
        if (split is null)
        {
            return null;
        }

        var pools = ImmutableArray.CreateBuilder<PoolState>();
        var ends = ImmutableArray.CreateBuilder<ulong>();
        var end = 0UL;
        foreach (var share in split.Pools)
        {
            if (share.Weight > 0 && find(share.PoolId) is { } pool)
            {
                end += (ulong)share.Weight;
                pools.Add(pool);
                ends.Add(end);
            }
        }

        return new(
            pools.ToImmutable(),
            ends.ToImmutable(),
            split.Sticky is { } sticky ? new(sticky.On, sticky.Name) : null
        );
    }

    /// <summary>
    /// The pool for a request. One of which nobody is eligible leaves its share to the next: a canary that is down costs
    /// nobody an answer.
    /// </summary>
    public PoolState Pick(HttpContext context, string target)
    {
        var dealt = _sticky is null
            ? unchecked(Interlocked.Increment(ref _turn) * Golden)
            : _sticky.Of(context, target);
        var position = Math.BigMul(dealt, _ends[^1], out _);
        var chosen = 0;
        while (_ends[chosen] <= position)
        {
            chosen++;
        }

        return ServingFrom(chosen);
    }

    /// <summary>
    /// Each pool that <see cref="Pick"/> may answer for a request now, with its share, from 0 to 1; the only one where the client
    /// stays in its pool. Takes nobody's turn.
    /// </summary>
    public IReadOnlyList<(PoolState Pool, double Share)> Shares(
        HttpContext context,
        string target
    ) =>
        _sticky is not null
            ? [(Pick(context, target), 1)]
            :
            [
                .. _ends
                    .Select((end, at) => (Pool: ServingFrom(at), Weight: end - StartOf(at)))
                    .GroupBy(static one => one.Pool)
                    .Select(same =>
                        (
                            Pool: same.Key,
                            Share: same.Sum(static one => (double)one.Weight) / _ends[^1]
                        )
                    ),
            ];

    private ulong StartOf(int at) => at == 0 ? 0 : _ends[at - 1];

    private PoolState ServingFrom(int chosen)
    {
        for (var step = 0; step < _pools.Length; step++)
        {
            var pool = _pools[(chosen + step) % _pools.Length];
            if (pool.Eligible.Count > 0)
            {
                return pool;
            }
        }

        return _pools[chosen];
    }
}
