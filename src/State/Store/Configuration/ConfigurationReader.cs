using LbPlatform.State.Store.Sqlite;
using Microsoft.Data.Sqlite;
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
            Read
        );
    }

    internal static ConfigurationSnapshot Read(ConfigurationDbContext db)
    {
        var head = db.Revisions.AsNoTracking().OrderByDescending(static r => r.Number).First();
        var store = db.Store.AsNoTracking().Single();
        return new ConfigurationSnapshot
        {
            StoreId = store.StoreId,
            Revision = head.Number,
            CommittedAt = head.CommittedAt,
            Settings = new()
            {
                Probe = store.Probe,
                Addresses = store.Addresses,
                Revision = store.SettingsRevision,
            },
            Pools = ResourceSet<Pool>.Of(db.Pools.AsNoTracking()),
            Backends = ResourceSet<Backend>.Of(db.Backends.AsNoTracking()),
            Routes = ResourceSet<Route>.Of(db.Routes.AsNoTracking()),
        };
    }

    private static ConfigurationSnapshot Read(SqliteConnection connection)
    {
        using var db = new ConfigurationDbContext(
            SqliteFile.Options<ConfigurationDbContext>(connection)
        );
        SqliteSchema.RefuseNewer(db, connection.DataSource);
        using var transaction = connection.BeginTransaction(deferred: true);
        db.Database.UseTransaction(transaction);
        return Read(db);
    }
}
