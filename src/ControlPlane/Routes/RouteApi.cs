using LbPlatform.ControlPlane.Pools;
using LbPlatform.ControlPlane.Resources;

namespace LbPlatform.ControlPlane.Routes;

/// <summary>What the endpoints of routes have of their own.</summary>
internal sealed class RouteApi : IResourceApi<State.Model.Route, RouteResponse>
{
    public ResourceEdits<State.Model.Route> Edits { get; } = new RouteEdits();

    public IEnumerable<State.Model.Route> Select(QueryReader query, ConfigurationSnapshot current)
    {
        var pool = PoolReference.Read(query, current);
        var text = query.Text("q");
        return current.Routes.InOrder.Where(route =>
            (pool is null || route.AllPoolIds().Contains(pool.Id))
            && (text is null || route.Name.Contains(text, StringComparison.OrdinalIgnoreCase))
        );
    }

    public IReadOnlyList<RouteResponse> Show(
        IReadOnlyList<State.Model.Route> resources,
        ConfigurationSnapshot current
    ) => [.. resources.Select(route => RouteResponse.Of(route, current))];
}
