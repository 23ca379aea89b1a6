using System.Collections.Frozen;
using LbPlatform.State.Snapshots;

namespace LbPlatform.DataPlane.Configuration;

/// <summary>The plan of each route. A route that did not change keeps its plan; readers never wait.</summary>
internal sealed class RoutePlans
{
    private volatile FrozenDictionary<string, RoutePlan> _plans = FrozenDictionary<
        string,
        RoutePlan
    >.Empty;

    /// <summary>Every plan.</summary>
    public IReadOnlyCollection<RoutePlan> All => _plans.Values;

    /// <summary>The plan of the route with this id; <c>null</c> where there is none.</summary>
    public RoutePlan? Find(string routeId) => _plans.GetValueOrDefault(routeId);

    /// <summary>
    /// The configuration is <paramref name="snapshot"/> from now on. Plans of routes that it has no more stay until
    /// <see cref="Retire"/>, since requests are still matched by them.
    /// </summary>
    public void Apply(ConfigurationSnapshot snapshot)
    {
        var plans = new Dictionary<string, RoutePlan>(_plans, StringComparer.Ordinal);
        foreach (var route in snapshot.Routes)
        {
            var former = plans.GetValueOrDefault(route.Id);
            if (former?.Route != route)
            {
                plans[route.Id] = RoutePlan.Of(route, former);
            }
        }

        _plans = plans.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>No request is matched any more by a route that <paramref name="snapshot"/> has not.</summary>
    public void Retire(ConfigurationSnapshot snapshot)
    {
        if (_plans.Keys.Any(id => snapshot.Routes.Find(id) is null))
        {
            _plans = _plans
                .Where(plan => snapshot.Routes.Find(plan.Key) is not null)
                .ToFrozenDictionary(StringComparer.Ordinal);
        }
    }
}
