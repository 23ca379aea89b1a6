using LbPlatform.State.Store.Sqlite;

namespace LbPlatform.State.Store.Traffic;

/// <summary>The schema of traffic.db.</summary>
public static class TrafficSchema
{
    /// <summary>Creates or migrates the file. ControlPlane only.</summary>
    public static void Migrate(StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        SqliteSchema.Migrate<TrafficDbContext>(options.TrafficFile, static o => new(o));
    }
}
