using LbPlatform.State.Store.Sqlite;

namespace LbPlatform.State.Store.Health;

/// <summary>The schema of health.db, which the Poller fills and ControlPlane makes.</summary>
public static class HealthSchema
{
    /// <summary>Creates or migrates the file. ControlPlane only.</summary>
    public static void Migrate(StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        SqliteSchema.Migrate<HealthDbContext>(options.HealthFile, static o => new(o));
    }
}
