using LbPlatform.DataPlane.Routing;

namespace LbPlatform.DataPlane.Configuration;

/// <summary>The routes in force. Readers never wait.</summary>
internal sealed class RoutePlans
{
    private volatile RouteSet _current = RouteSet.Empty;

    /// <summary>The routes in force.</summary>
    public RouteSet Current => _current;

    /// <summary>Every plan in force.</summary>
    public IEnumerable<RoutePlan> All => _current.Plans;

    /// <summary>The plan of the route that takes the request; <c>null</c> where none matches.</summary>
    public RoutePlan? Find(in RouteRequest request) => _current.Table.Find(request);

    /// <summary>Requests are matched by <paramref name="routes"/> from now on.</summary>
    public void Swap(RouteSet routes) => _current = routes;
}
