using LbPlatform.ControlPlane.Resources;

namespace LbPlatform.ControlPlane.Pools;

/// <summary>What the endpoints of pools have of their own.</summary>
internal sealed class PoolApi : IResourceApi<Pool, PoolResponse>
{
    public ResourceEdits<Pool> Edits { get; } = new PoolEdits();

    public IEnumerable<Pool> Select(QueryReader query, ConfigurationSnapshot current)
    {
        var text = query.Text("q");
        return current.Pools.InOrder.Where(pool =>
            text is null || pool.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
        );
    }

    public IReadOnlyList<PoolResponse> Show(
        IReadOnlyList<Pool> resources,
        ConfigurationSnapshot current
    )
    {
        // Sorted out once for the whole page: each pool by itself would look at every backend again.
        var backends = current.Backends.InOrder.ToLookup(static backend => backend.PoolId);
        return
        [
            .. resources.Select(pool => PoolResponse.Of(pool, [.. backends[pool.Id]], current)),
        ];
    }
}
