using LbPlatform.State.Store;
using LbPlatform.State.Store.Configuration;
using LbPlatform.State.Store.Health;
using LbPlatform.State.Store.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace LbPlatform.State.Tests.Store.Sqlite;

public sealed class SqlitePragmasTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("busy_timeout", "5000")]
    [InlineData("synchronous", "1")]
    [InlineData("foreign_keys", "1")]
    public void Connection_PooledOrOwn_HasThePragma(string pragma, string expected)
    {
        var options = new StoreOptions { Directory = _directory.Path };
        HealthSchema.Migrate(options);
        using var own = SqliteFile.Open(options.HealthFile, SqliteOpenMode.ReadWrite);
        using var context = new HealthDbContext(
            SqliteFile.Options<HealthDbContext>(options.HealthFile, SqliteOpenMode.ReadWrite)
        );
        context.Database.OpenConnection();

        Assert.Equal(expected, Read(own, pragma));
        Assert.Equal(expected, Read((SqliteConnection)context.Database.GetDbConnection(), pragma));
    }

    [Fact]
    public void Migrate_FileOfANewerProgram_IsRefused()
    {
        var options = new StoreOptions { Directory = _directory.Path };
        HealthSchema.Migrate(options);
        Execute(
            options.HealthFile,
            "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_FromTheFuture', '99')"
        );

        var refusal = Assert.Throws<StoreSchemaException>(() => HealthSchema.Migrate(options));

        Assert.Contains("newer schema", refusal.Message);
    }

    [Fact]
    public void Migrate_LockRowOfAKilledMigration_IsNoHindrance()
    {
        var options = new StoreOptions { Directory = _directory.Path };
        HealthSchema.Migrate(options);
        Execute(
            options.HealthFile,
            "CREATE TABLE IF NOT EXISTS __EFMigrationsLock (Id INTEGER PRIMARY KEY, Timestamp TEXT); INSERT OR REPLACE INTO __EFMigrationsLock VALUES (1, '2026-01-01')"
        );

        HealthSchema.Migrate(options);
    }

    [Fact]
    public void Models_AndMigrations_AgreeOnTheSchema()
    {
        using var configuration = new ConfigurationDbContext(
            SqliteFile.Options<ConfigurationDbContext>("none.db", SqliteOpenMode.ReadOnly)
        );
        using var health = new HealthDbContext(
            SqliteFile.Options<HealthDbContext>("none.db", SqliteOpenMode.ReadOnly)
        );

        Assert.False(configuration.Database.HasPendingModelChanges());
        Assert.False(health.Database.HasPendingModelChanges());
    }

    private static string? Read(SqliteConnection connection, string pragma)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        return command.ExecuteScalar()?.ToString();
    }

    private static void Execute(string file, string sql)
    {
        using var connection = SqliteFile.Open(file, SqliteOpenMode.ReadWrite);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
