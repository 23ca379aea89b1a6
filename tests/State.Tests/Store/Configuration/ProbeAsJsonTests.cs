using LbPlatform.State.Model;
using LbPlatform.State.Store;
using LbPlatform.State.Store.Configuration;
using LbPlatform.State.Store.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace LbPlatform.State.Tests.Store.Configuration;

/// <summary>A store from before probes were JSON keeps its settings.</summary>
public sealed class ProbeAsJsonTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _directory.Dispose();
    }

    [Fact]
    public async Task Open_FormerColumns_AreKept()
    {
        var options = new StoreOptions { Directory = _directory.Path };
        await using (
            var db = new ConfigurationDbContext(
                SqliteFile.Options<ConfigurationDbContext>(
                    options.ConfigurationFile,
                    SqliteOpenMode.ReadWriteCreate
                )
            )
        )
        {
            await db.GetService<IMigrator>().MigrateAsync("Resilience");
            await db.Database.ExecuteSqlRawAsync(
                """
                INSERT INTO revisions (number, committed_at, actor) VALUES (1, '2026-01-01T00:00:00.000Z', 'x');
                INSERT INTO store (id, store_id, settings_revision, probe_expected_status, probe_fast_interval_ms,
                    probe_healthy_threshold, probe_interval_ms, probe_path, probe_timeout_ms, probe_unhealthy_threshold)
                    VALUES (1, 's', 1, '200,204', 1500, 4, 90500, '/p', 700, 5);
                INSERT INTO pools (id, name, created_revision, revision, created_at, updated_at, probe_timeout_ms)
                    VALUES ('p', 'default', 1, 1, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', 250);
                INSERT INTO backends (id, name, pool_id, url, administrative_state, created_revision, revision, created_at,
                    updated_at, probe_path, probe_unhealthy_threshold)
                    VALUES ('b', 'b1', 'p', 'http://b.test', 'draining', 1, 1, '2026-01-01T00:00:00.000Z',
                    '2026-01-01T00:00:00.000Z', '/it''s', 9);
                """
            );
        }

        using var store = new ConfigurationStore(options, TimeProvider.System);
        await store.OpenAsync(new(), "test", default);

        Assert.Empty(store.Current.Unreadable);
        Assert.Equal(
            new ProbeSettings
            {
                ExpectedStatus = StatusRanges.Parse("200,204"),
                FastInterval = TimeSpan.FromMilliseconds(1500),
                HealthyThreshold = 4,
                Interval = TimeSpan.FromMilliseconds(90_500),
                Path = "/p",
                Timeout = TimeSpan.FromMilliseconds(700),
                UnhealthyThreshold = 5,
            },
            store.Current.Settings.Probe
        );
        Assert.Equal(
            new() { Timeout = TimeSpan.FromMilliseconds(250) },
            store.Current.Pools.Find("default")!.Probe
        );
        var backend = store.Current.Backends.Find("b1")!;
        Assert.Equal(new() { Path = "/it's", UnhealthyThreshold = 9 }, backend.Probe);
        Assert.Equal(AdministrativeState.Draining, backend.AdministrativeState);
    }
}
