using System.Collections.Frozen;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Configuration;

/// <summary>
/// Makes of each snapshot what traffic goes by. It remembers the last one, so that what did not change is not made anew:
/// another route costs nothing in proportion to pools, nor to the other routes.
/// </summary>
internal sealed class RouteCompiler(
    Quarantine quarantine,
    EligibilityTable table,
    IOptions<DataPlaneOptions> options
)
{
    private Translation? _last;
    private AffinityKeys? _keys;
    private FrozenSet<string> _usable = FrozenSet<string>.Empty;

    /// <summary>What <paramref name="snapshot"/> means; the pools of it are in the table of who is eligible then.</summary>
    public async ValueTask<Translation> CompileAsync(ConfigurationSnapshot snapshot)
    {
        var translation = ProxyConfigTranslator.Translate(snapshot, options.Value, _last);
        var havePoolsChanged = !translation.HasClustersOf(_last);
        if (havePoolsChanged)
        {
            translation = await quarantine.SortOutAsync(translation);
            _usable = translation
                .Clusters.Select(static cluster => cluster.ClusterId)
                .ToFrozenSet(StringComparer.Ordinal);
        }

        // Who a cookie belongs to is read with the keys of the snapshot, which change without any pool.
        if (havePoolsChanged || snapshot.AffinityKeys != _keys)
        {
            // First: a route that is in force finds its pool.
            table.Apply(translation.Usable);
            _keys = snapshot.AffinityKeys;
        }

        var routes = (_last?.Routes ?? RouteSet.Empty).Next(snapshot, Find, havePoolsChanged);
        return _last = translation with { Routes = routes };
    }

    private PoolState? Find(string id) => _usable.Contains(id) ? table.Find(id) : null;
}
