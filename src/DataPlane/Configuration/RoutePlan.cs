using Route = LbPlatform.State.Model.Route;

namespace LbPlatform.DataPlane.Configuration;

/// <summary>
/// What happens to a request of one route, compiled once per change of the route: any forwarder can carry it out.
/// Immutable.
/// </summary>
/// <param name="Route">The route that it was made from.</param>
internal sealed record RoutePlan(Route Route)
{
    /// <summary>Compiles <paramref name="route"/>.</summary>
    public static RoutePlan Of(Route route) => new(route);
}
