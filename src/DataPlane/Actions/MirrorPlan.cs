using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Routing;

namespace LbPlatform.DataPlane.Actions;

/// <summary>Which requests of a route are copied, and for whom.</summary>
internal sealed class MirrorPlan
{
    private readonly ulong _percent;
    private ulong _turn;

    private MirrorPlan(PoolState pool, int percent)
    {
        Pool = pool;
        _percent = (ulong)percent;
    }

    /// <summary>Who gets the copies.</summary>
    public PoolState Pool { get; }

    /// <summary>The plan; <c>null</c> where nothing is copied.</summary>
    public static MirrorPlan? Of(RouteMirror? mirror, Func<string, PoolState?> pools) =>
        mirror is not null && pools(mirror.PoolId) is { } pool ? new(pool, mirror.Percent) : null;

    /// <summary>Whether the next request is copied: of a hundred in a row exactly as many as the route says, evenly spread.</summary>
    public bool TakesNext()
    {
        var turn = Interlocked.Increment(ref _turn);
        return turn * _percent / 100 != (turn - 1) * _percent / 100;
    }
}
