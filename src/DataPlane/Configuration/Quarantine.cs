using System.Collections.Immutable;
using LbPlatform.State.Model;
using Yarp.ReverseProxy.Configuration;

namespace LbPlatform.DataPlane.Configuration;

/// <summary>
/// Takes out of a translation what YARP would refuse, item by item and by YARP's own rules: it refuses a
/// configuration whole, and one bad row must not freeze the rest.
/// </summary>
internal sealed class Quarantine(IConfigValidator validator)
{
    public async ValueTask<Translation> SortOutAsync(Translation translation)
    {
        var quarantined = translation.Quarantined.ToBuilder();
        var clusters = ImmutableArray.CreateBuilder<ClusterConfig>(translation.Clusters.Length);
        foreach (var cluster in translation.Clusters)
        {
            var errors = await validator.ValidateClusterAsync(cluster);
            if (errors.Count == 0)
            {
                clusters.Add(cluster);
            }
            else
            {
                var name = NameOf(translation.Usable.Pools.Find(cluster.ClusterId));
                quarantined.Add(new("pool", name, Join(errors)));
            }
        }

        var usable = clusters.Select(static c => c.ClusterId).ToHashSet(StringComparer.Ordinal);
        var routes = ImmutableArray.CreateBuilder<RouteConfig>(translation.Routes.Length);
        foreach (var route in translation.Routes)
        {
            var errors = await validator.ValidateRouteAsync(route);
            if (errors.Count == 0 && usable.Contains(route.ClusterId!))
            {
                routes.Add(route);
                continue;
            }

            var name = NameOf(translation.Usable.Routes.Find(route.RouteId));
            quarantined.Add(
                new("route", name, errors.Count == 0 ? "its pool is quarantined" : Join(errors))
            );
        }

        return translation with
        {
            Routes = routes.ToImmutable(),
            Clusters = clusters.ToImmutable(),
            Quarantined = quarantined.ToImmutable(),
        };
    }

    private static string NameOf(IResource? resource) => resource?.Name ?? "?";

    private static string Join(IEnumerable<Exception> errors) =>
        string.Join(' ', errors.Select(static error => error.Message));
}
