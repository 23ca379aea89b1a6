using LbPlatform.State.Model;
using LbPlatform.State.Routing;
using LbPlatform.State.Store.Configuration;

namespace LbPlatform.DataPlane.Tests.Support;

/// <summary>Edits of routes and pools, as a test says them.</summary>
internal static class Routes
{
    /// <summary>Gives the route that takes everything this action, and waits until traffic follows it.</summary>
    public static Task ActAsync(
        this RunningDataPlane plane,
        Func<ConfigurationDraft, RouteAction> action,
        RouteMatch? match = null
    ) =>
        plane.EditAsync(draft =>
        {
            var route = draft.Snapshot.Routes.Find(Route.DefaultName)!;
            var chosen = action(draft);
            var needsPool = chosen is { Split: null, Redirect: null, Answer: null };
            draft.Put(
                route with
                {
                    PoolId = needsPool ? draft.Snapshot.Pools.Find(Pool.DefaultName)!.Id : null,
                    Action = chosen,
                    Match = match ?? RouteMatch.Everything,
                }
            );
        });

    /// <summary>A pool with this one backend; its id.</summary>
    public static string AddPool(this ConfigurationDraft draft, Origin origin)
    {
        var pool = draft.Put(
            new Pool { Id = ResourceId.New(draft.Now), Name = $"{origin.Name}-pool" }
        );
        draft.Put(
            new Backend
            {
                Id = ResourceId.New(draft.Now),
                Name = origin.Name,
                PoolId = pool.Id,
                Url = BackendUrl.Parse(origin.Url),
            }
        );
        return pool.Id;
    }

    /// <summary>A route to a pool.</summary>
    public static Route AddRoute(
        this ConfigurationDraft draft,
        string name,
        string poolId,
        RouteMatch match,
        int priority = 0
    ) =>
        draft.Put(
            new Route
            {
                Id = ResourceId.New(draft.Now),
                Name = name,
                PoolId = poolId,
                Priority = priority,
                Match = match,
            }
        );
}
