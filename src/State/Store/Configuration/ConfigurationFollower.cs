using LbPlatform.State.Store.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace LbPlatform.State.Store.Configuration;

/// <summary>
/// Reads config.db again and again, each time as one consistent snapshot. After the first time it reads what the audit
/// trail names as changed and keeps the rest, so that one change among ten thousand routes costs a few rows.
/// </summary>
internal sealed class ConfigurationFollower
{
    /// <summary>With more changes than this since the last time everything is read.</summary>
    public const int MostChanges = 200;

    private ConfigurationSnapshot? _last;

    /// <summary>The configuration as it is now.</summary>
    public ConfigurationSnapshot Read(SqliteConnection connection)
    {
        using var db = new ConfigurationDbContext(
            SqliteFile.Options<ConfigurationDbContext>(connection)
        );
        SqliteSchema.RefuseNewer(db, connection.DataSource);
        using var transaction = connection.BeginTransaction(deferred: true);
        db.Database.UseTransaction(transaction);
        _last = ReadOn(db, _last) ?? ConfigurationReader.Read(db);
        return _last;
    }

    /// <summary>What has become of <paramref name="last"/>; <c>null</c> where that takes reading everything.</summary>
    private static ConfigurationSnapshot? ReadOn(
        ConfigurationDbContext db,
        ConfigurationSnapshot? last
    )
    {
        // A row that could not be read may have been mended by hand, which the trail does not tell.
        if (last is null || last.Unreadable.Count > 0 || !Continues(db, last))
        {
            return null;
        }

        var changes = db
            .Changes.Where(change => change.Revision > last.Revision)
            .Select(static change => new { change.Kind, change.ResourceId })
            .Distinct()
            .Take(MostChanges + 1)
            .ToList();
        if (changes.Count > MostChanges)
        {
            return null;
        }

        var head = db.Revisions.AsNoTracking().OrderByDescending(static r => r.Number).First();
        var rows = new TolerantRows(db);
        var next = last with
        {
            Revision = head.Number,
            CommittedAt = head.CommittedAt,
            Settings = rows.ReadSettings(db.Store.Select(static s => s.SettingsRevision).Single()),
            AffinityKeys = rows.AffinityKeys,
            Pools = rows.ReadOn(last.Pools, IdsOf(ResourceKind.Pool)),
            Backends = rows.ReadOn(last.Backends, IdsOf(ResourceKind.Backend)),
            Routes = rows.ReadOn(last.Routes, IdsOf(ResourceKind.Route)),
        };
        return rows.IsWhole ? next : null;

        List<string> IdsOf(ResourceKind kind) =>
            [
                .. changes
                    .Where(change => change.Kind == AuditTrail.WordOf(kind))
                    .Select(static change => change.ResourceId),
            ];
    }

    /// <summary>
    /// Whether the file's history goes on from <paramref name="last"/>: a copy that was put in its place may have come to the same
    /// numbers by another way.
    /// </summary>
    private static bool Continues(ConfigurationDbContext db, ConfigurationSnapshot last) =>
        db.Store.Any(row => row.StoreId == last.StoreId)
        && db.Revisions.Any(row =>
            row.Number == last.Revision && row.CommittedAt == last.CommittedAt
        );
}
