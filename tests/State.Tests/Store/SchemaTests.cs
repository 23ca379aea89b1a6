using System.Text;
using LbPlatform.State.Snapshots;
using LbPlatform.State.Store;
using LbPlatform.State.Store.Configuration;
using LbPlatform.State.Store.Health;
using LbPlatform.State.Store.Sqlite;
using LbPlatform.State.Store.Traffic;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace LbPlatform.State.Tests.Store;

public sealed class SchemaTests : IDisposable
{
    private const string UpdateVariable = "LB_UPDATE_SCHEMA";
    private const string Regenerate =
        $"{UpdateVariable}=1 dotnet test tests/State.Tests --filter SchemaTests";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _directory.Dispose();
    }

    private StoreOptions Options => new() { Directory = _directory.Path };

    [Fact]
    public async Task SchemaFile_IsWhatTheMigrationsMake()
    {
        var schema = await GenerateAsync();
        var file = Repository.Path("db", "schema.sql");
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            await File.WriteAllTextAsync(file, schema);
        }

        var written = await File.ReadAllTextAsync(file);
        Assert.True(
            schema == written,
            $"db/schema.sql is not what the migrations make. Regenerate it with: {Regenerate}"
        );
    }

    [Fact]
    public void Migrations_AreWhatTheModelsSay()
    {
        using var configuration = new ConfigurationDbContext(
            SqliteFile.Options<ConfigurationDbContext>(
                Options.ConfigurationFile,
                SqliteOpenMode.ReadWriteCreate
            )
        );
        using var health = new HealthDbContext(
            SqliteFile.Options<HealthDbContext>(Options.HealthFile, SqliteOpenMode.ReadWriteCreate)
        );

        using var traffic = new TrafficDbContext(
            SqliteFile.Options<TrafficDbContext>(
                Options.TrafficFile,
                SqliteOpenMode.ReadWriteCreate
            )
        );

        Assert.False(traffic.Database.HasPendingModelChanges());
        Assert.False(configuration.Database.HasPendingModelChanges());
        Assert.False(health.Database.HasPendingModelChanges());
    }

    private async Task<string> GenerateAsync()
    {
        using var store = new ConfigurationStore(Options, TimeProvider.System);
        await store.OpenAsync(ConfigurationSnapshot.Empty, "test", CancellationToken.None);
        HealthSchema.Migrate(Options);
        TrafficSchema.Migrate(Options);
        var schema = new StringBuilder();
        schema.Append("-- Generated from the migrations, for reading. Regenerate:\n");
        schema.Append($"-- {Regenerate}\n");
        Append(schema, "config.db (written by ControlPlane)", Options.ConfigurationFile);
        Append(schema, "health.db (written by Poller)", Options.HealthFile);
        Append(schema, "traffic.db (written by ControlPlane)", Options.TrafficFile);
        return schema.ToString();
    }

    private static void Append(StringBuilder schema, string title, string file)
    {
        schema.Append($"\n-- {title}\n");
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT sql FROM sqlite_master
            WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\_\_EF%' ESCAPE '\'
            ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name
            """;
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            schema.Append($"\n{row.GetString(0).ReplaceLineEndings("\n")};\n");
        }
    }
}
