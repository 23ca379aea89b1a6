using LbPlatform.State.Store.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace LbPlatform.State.Store.Configuration;

/// <summary>Reads config.db whole, as one consistent snapshot.</summary>
public static class ConfigurationReader
{
    // With the store's id: a file put in another's place may have the same number.
    private const string HeadSql =
        "SELECT (SELECT store_id FROM store) || ':' || (SELECT max(number) FROM revisions)";

    /// <summary>A reader for a process that follows the configuration.</summary>
    public static ISnapshotReader<ConfigurationSnapshot> Follow(StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new SqliteSnapshotReader<ConfigurationSnapshot>(
            options.ConfigurationFile,
            HeadSql,
            new ConfigurationFollower().Read
        );
    }

    /// <summary>Everything that can be read; call it in a transaction, since it asks several times.</summary>
    internal static ConfigurationSnapshot Read(ConfigurationDbContext db)
    {
        var head = db.Revisions.AsNoTracking().OrderByDescending(static r => r.Number).First();
        var store = db
            .Store.Select(static row => new { row.StoreId, row.SettingsRevision })
            .Single();
        var rows = new TolerantRows(db);
        return new ConfigurationSnapshot
        {
            StoreId = store.StoreId,
            Revision = head.Number,
            CommittedAt = head.CommittedAt,
            Settings = rows.ReadSettings(store.SettingsRevision),
            AffinityKeys = rows.AffinityKeys,
            Pools = rows.Read<Pool>(ResourceKind.Pool),
            Backends = rows.Read<Backend>(ResourceKind.Backend),
            Routes = rows.Read<Route>(ResourceKind.Route),
            // Last: what stands above finds it.
            Unreadable = rows.Unreadable,
        };
    }
}
