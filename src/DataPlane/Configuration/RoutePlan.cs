using LbPlatform.DataPlane.Protection;
using Route = LbPlatform.State.Model.Route;

namespace LbPlatform.DataPlane.Configuration;

/// <summary>
/// What happens to a request of one route, compiled once per change of the route: any forwarder can carry it out.
/// Immutable.
/// </summary>
/// <param name="Route">The route that it was made from.</param>
/// <param name="Guard">What its limits ask of a request; <c>null</c> where it has none.</param>
internal sealed record RoutePlan(Route Route, RouteGuard? Guard)
{
    /// <summary>Compiles <paramref name="route"/>; what <paramref name="former"/> counts goes on.</summary>
    public static RoutePlan Of(Route route, RoutePlan? former = null) =>
        new(route, RouteGuard.Of(route.Limits, former?.Guard));
}
