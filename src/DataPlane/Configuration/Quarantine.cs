using System.Collections.Immutable;
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
        var quarantined = translation.Unusable.ToBuilder();
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
                var name = translation.Usable.Pools.Find(cluster.ClusterId)?.Name ?? "?";
                quarantined.Add(new("pool", name, Join(errors)));
            }
        }

        return translation with
        {
            Clusters = clusters.ToImmutable(),
            Unusable = quarantined.ToImmutable(),
        };
    }

    private static string Join(IEnumerable<Exception> errors) =>
        string.Join(' ', errors.Select(static error => error.Message));
}
