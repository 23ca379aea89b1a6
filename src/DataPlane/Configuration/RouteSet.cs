using System.Collections.Immutable;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Routing;
using LbPlatform.State.Routing;
using LbPlatform.State.Snapshots;
using Route = LbPlatform.State.Model.Route;

namespace LbPlatform.DataPlane.Configuration;

/// <summary>
/// What the routes of one snapshot mean to traffic: their plans, and the table that finds them. Immutable: the next one is
/// made of this one, and only what changed is made anew. Pure.
/// </summary>
internal sealed class RouteSet
{
    private readonly ImmutableArray<RouteSlot> _slots;
    private readonly string _storeId;

    private RouteSet(ImmutableArray<RouteSlot> slots, RouteTable table, string storeId)
    {
        _slots = slots;
        _storeId = storeId;
        Table = table;
        Quarantined =
        [
            .. slots
                .Where(static slot => slot.Plan is null)
                .Select(static slot => new QuarantinedRow("route", slot.Route.Name, slot.Reason)),
        ];
    }

    /// <summary>No routes.</summary>
    public static RouteSet Empty { get; } = new([], RouteTable.Empty, "");

    /// <summary>Finds the route of a request.</summary>
    public RouteTable Table { get; }

    /// <summary>The routes that are left out, and why.</summary>
    public ImmutableArray<QuarantinedRow> Quarantined { get; }

    /// <summary>Every plan, oldest route first.</summary>
    public IEnumerable<RoutePlan> Plans =>
        _slots.Select(static slot => slot.Plan).OfType<RoutePlan>();

    /// <summary>The routes of <paramref name="snapshot"/>.</summary>
    /// <param name="snapshot">The configuration from now on.</param>
    /// <param name="pools">Finds the pool of an id; <c>null</c> where it cannot be used.</param>
    /// <param name="havePoolsChanged">Whether <paramref name="pools"/> may find others than before.</param>
    public RouteSet Next(
        ConfigurationSnapshot snapshot,
        Func<string, PoolState?> pools,
        bool havePoolsChanged
    )
    {
        var routes = snapshot.Routes.InOrder;
        var slots = ImmutableArray.CreateBuilder<RouteSlot>(routes.Length);
        var gone = new Dictionary<string, RouteSlot>(StringComparer.Ordinal);
        var fresh = new List<int>();
        var isSameStore = snapshot.StoreId == _storeId;
        var old = 0;
        // Both are in the order of their making: what is in one only shows itself on the way.
        foreach (var route in routes)
        {
            while (old < _slots.Length && IsBefore(_slots[old].Route, route))
            {
                gone.Add(_slots[old].Route.Id, _slots[old++]);
            }

            var former =
                old < _slots.Length && _slots[old].Route.Id == route.Id ? _slots[old] : null;
            if (former is not null)
            {
                old++;
                if (
                    IsSame(former.Route, route, isSameStore)
                    && (!havePoolsChanged || former.Fits(pools))
                )
                {
                    slots.Add(former);
                    continue;
                }

                gone.Add(former.Route.Id, former);
            }

            fresh.Add(slots.Count);
            slots.Add(new(route, null, ""));
        }

        for (; old < _slots.Length; old++)
        {
            gone.Add(_slots[old].Route.Id, _slots[old]);
        }

        foreach (var at in fresh)
        {
            var route = slots[at].Route;
            slots[at] = Make(route, gone.GetValueOrDefault(route.Id)?.Plan, snapshot, pools);
        }

        var made = slots.MoveToImmutable();
        return new(made, Change(gone.Values, fresh.Select(at => made[at])), snapshot.StoreId);
    }

    private RouteTable Change(IEnumerable<RouteSlot> gone, IEnumerable<RouteSlot> added)
    {
        var table = Table;
        foreach (var plan in gone.Select(static slot => slot.Plan).OfType<RoutePlan>())
        {
            table = table.Without(plan);
        }

        foreach (var plan in added.Select(static slot => slot.Plan).OfType<RoutePlan>())
        {
            table = table.With(plan);
        }

        return table;
    }

    private static RouteSlot Make(
        Route route,
        RoutePlan? former,
        ConfigurationSnapshot snapshot,
        Func<string, PoolState?> pools
    )
    {
        var problems = RouteRules.Check(route);
        if (problems.Count > 0)
        {
            return new(
                route,
                null,
                string.Join(' ', problems.Select(static p => $"{p.Place}: {p.Message}"))
            );
        }

        var lost = route.AllPoolIds().FirstOrDefault(id => pools(id) is null);
        return lost is null ? new(route, RoutePlan.Of(route, former, pools), "")
            : snapshot.Pools.Find(lost)?.Id == lost ? new(route, null, "its pool is quarantined")
            : new(route, null, "its pool does not exist; point it to another");
    }

    private static bool IsSame(Route former, Route route, bool isSameStore) =>
        // A revision that is the same says it without a look; one that is not may come from a store that was restored.
        (isSameStore && former.Revision == route.Revision)
        || former == route;

    private static bool IsBefore(Route former, Route route)
    {
        var byAge = former.CreatedRevision.CompareTo(route.CreatedRevision);
        return byAge < 0 || (byAge == 0 && string.CompareOrdinal(former.Name, route.Name) < 0);
    }
}
