namespace LbPlatform.State.Store.Configuration;

/// <summary>
/// What a new store holds, so that a backend alone is enough to serve traffic: the pool that takes backends without
/// a pool, and the route that sends every request to it.
/// </summary>
public static class InitialConfiguration
{
    /// <summary>The configuration of a store made at <paramref name="now"/>.</summary>
    public static ConfigurationSnapshot Make(DateTimeOffset now)
    {
        var pool = new Pool { Id = ResourceId.New(now), Name = Pool.DefaultName };
        var route = new Route
        {
            Id = ResourceId.New(now),
            Name = Route.DefaultName,
            PoolId = pool.Id,
        };
        return ConfigurationSnapshot.Empty with
        {
            Pools = ResourceSet<Pool>.Of([pool]),
            Routes = ResourceSet<Route>.Of([route]),
        };
    }
}
