using LbPlatform.DataPlane.Eligibility;
using Route = LbPlatform.State.Model.Route;

namespace LbPlatform.DataPlane.Configuration;

/// <summary>What became of one route: a plan, or the reason why it is left out. Immutable.</summary>
/// <param name="Route">The route.</param>
/// <param name="Plan">Its plan; <c>null</c> where it is left out.</param>
/// <param name="Reason">Why it is left out; empty where it is not.</param>
internal sealed record RouteSlot(Route Route, RoutePlan? Plan, string Reason)
{
    /// <summary>Whether its plan is still about the pools that <paramref name="pools"/> finds.</summary>
    public bool Fits(Func<string, PoolState?> pools)
    {
        if (Plan is null)
        {
            // It may have been left out for the sake of a pool.
            return false;
        }

        foreach (var pool in Plan.Pools)
        {
            if (!ReferenceEquals(pools(pool.Id), pool))
            {
                return false;
            }
        }

        return true;
    }
}
