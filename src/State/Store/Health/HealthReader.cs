using System.Collections.Immutable;
using LbPlatform.State.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace LbPlatform.State.Store.Health;

/// <summary>Reads the verdicts of health.db whole, as one consistent snapshot.</summary>
public static class HealthReader
{
    // With the time: a file put in another's place may have the same number.
    private const string HeadSql =
        "SELECT coalesce((SELECT id || ':' || at FROM transitions ORDER BY id DESC LIMIT 1), '0:' || (SELECT count(*) FROM transitions))";

    private const string VerdictsSql = """
        SELECT b.backend_id, t.to_status, t.at, t.outcome, t.detail, t.id
        FROM backend_health h
        JOIN probed_backends b ON b.key = h.backend_key
        JOIN transitions t ON t.id = (SELECT max(id) FROM transitions WHERE backend_key = h.backend_key)
        """;

    /// <summary>A reader for a process that follows the verdicts.</summary>
    public static ISnapshotReader<HealthSnapshot> Follow(StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new SqliteSnapshotReader<HealthSnapshot>(options.HealthFile, HeadSql, Read);
    }

    private static HealthSnapshot Read(SqliteConnection connection)
    {
        var verdicts = ImmutableDictionary.CreateBuilder<string, Verdict>(StringComparer.Ordinal);
        var sequence = 0L;
        using var command = connection.CreateCommand();
        command.CommandText = VerdictsSql;
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            verdicts[row.GetString(0)] = new Verdict(
                Enum.Parse<HealthStatus>(row.GetString(1), ignoreCase: true),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)),
                ProbeOutcomeWords.Parse(row.GetString(3)),
                row.IsDBNull(4) ? null : row.GetString(4)
            );
            sequence = Math.Max(sequence, row.GetInt64(5));
        }

        return new HealthSnapshot { Sequence = sequence, Verdicts = verdicts.ToImmutable() };
    }
}
