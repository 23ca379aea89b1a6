using LbPlatform.State.Routing;
using LbPlatform.State.Store;
using LbPlatform.State.Store.Configuration;
using LbPlatform.State.Store.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace LbPlatform.State.Tests.Store.Configuration;

public sealed class RoutingMigrationTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _directory.Dispose();
    }

    [Fact]
    public async Task Migrate_ARouteWithHostAndPrefix_MatchesAsBefore()
    {
        var file = new StoreOptions { Directory = _directory.Path }.ConfigurationFile;
        using var db = new ConfigurationDbContext(
            SqliteFile.Options<ConfigurationDbContext>(file, SqliteOpenMode.ReadWriteCreate)
        );
        var migrator = db.GetService<IMigrator>();
        await migrator.MigrateAsync("ProbeAsJson");
        await db.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO pools (id, name, created_revision, revision, created_at, updated_at)
            VALUES ('p', 'p', 1, 1, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z');
            INSERT INTO routes (id, name, pool_id, host, path_prefix, created_revision, revision, created_at, updated_at)
            VALUES ('a', 'a', 'p', 'Shop.test', '/x "y"', 1, 1, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'),
                   ('b', 'b', 'p', NULL, '/', 1, 1, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z');
            """
        );

        await migrator.MigrateAsync();

        var routes = await db.Routes.AsNoTracking().OrderBy(static r => r.Id).ToListAsync();
        Assert.Equal(
            [new RouteMatch { Hosts = ["shop.test"], Path = "/x \"y\"" }, RouteMatch.Everything],
            routes.Select(static route => route.Match)
        );
        Assert.All(routes, static route => Assert.Equal(RouteAction.Forward, route.Action));

        await migrator.MigrateAsync("ProbeAsJson");
        Assert.Equal(
            ["shop.test"],
            await db
                .Database.SqlQueryRaw<string>(
                    "SELECT host AS Value FROM routes WHERE host IS NOT NULL AND path_prefix = '/x \"y\"'"
                )
                .ToListAsync()
        );
    }
}
