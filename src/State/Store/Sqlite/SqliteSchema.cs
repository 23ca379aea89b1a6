using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace LbPlatform.State.Store.Sqlite;

/// <summary>Brings a database file to the schema of this program, and refuses one that is ahead of it.</summary>
internal static class SqliteSchema
{
    /// <summary>
    /// Creates or migrates <paramref name="file"/>. Called by ControlPlane only, which holds the store's lock, so a
    /// migration lock row found here was left by a process that was killed and is removed.
    /// </summary>
    public static void Migrate<T>(string file, Func<DbContextOptions<T>, T> create)
        where T : DbContext
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        // Connections of a file that was removed and put back must not be used again: they would migrate the old one.
        SqliteConnection.ClearAllPools();
        try
        {
            UseWriteAheadLog(file);
            using var db = create(SqliteFile.Options<T>(file, SqliteOpenMode.ReadWriteCreate));
            RefuseNewer(db, file);
            db.Database.ExecuteSqlRaw("DROP TABLE IF EXISTS __EFMigrationsLock");
            db.Database.Migrate();
        }
        catch (SqliteException failure)
        {
            throw new StoreUnavailableException(
                $"'{file}' cannot be opened: {failure.Message} Put back a copy of it, or move it away: ControlPlane then makes it anew, the configuration from the last good copy of a data plane.",
                failure
            );
        }
    }

    /// <summary>Throws where the file has migrations that this program does not know.</summary>
    public static void RefuseNewer(DbContext db, string file)
    {
        ArgumentNullException.ThrowIfNull(db);
        var unknown = db
            .Database.GetAppliedMigrations()
            .Except(db.Database.GetMigrations())
            .ToList();
        if (unknown.Count > 0)
        {
            throw new StoreSchemaException(
                $"'{file}' has a newer schema ({unknown[^1]}) than this program. Start the program that wrote it, or a newer one."
            );
        }
    }

    private static void UseWriteAheadLog(string file)
    {
        using var connection = SqliteFile.Open(file, SqliteOpenMode.ReadWriteCreate);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        var mode = (string?)command.ExecuteScalar();
        if (mode != "wal")
        {
            throw new StoreUnavailableException(
                $"'{file}' cannot use a write-ahead log (journal_mode stays '{mode}'). Put the data directory on a local disk with --data DIR."
            );
        }
    }
}
