using Microsoft.Data.Sqlite;

namespace LbPlatform.State.Store.Health;

/// <summary>The statements that delete what is kept no longer.</summary>
internal static class HealthPruning
{
    // The bound is the text of the first instant that is kept, since that is what the index holds.
    private static readonly string PruneProbesSql = $"""
        DELETE FROM probes WHERE id IN (
            SELECT id FROM probes
            WHERE {HealthViews.TextOf("checked_at")} < {HealthViews.TextOf("$before")}
            LIMIT $most)
        """;

    public static int Prune(
        SqliteConnection connection,
        HealthRetention keep,
        DateTimeOffset now,
        int mostRows
    )
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var backends = Count(connection, "SELECT count(*) FROM backend_health");
        var minutes = keep.AgeOf(RollupResolution.Minute, keep.Minutes, backends);
        var hours = keep.AgeOf(RollupResolution.Hour, keep.Hours, backends);
        var deleted =
            Delete(connection, PruneProbesSql, now - keep.Probes, mostRows)
            + DeleteBeyond(connection, keep.MostRows, mostRows)
            + DeleteRollups(connection, RollupResolution.Minute, now - minutes, mostRows)
            + DeleteRollups(connection, RollupResolution.Hour, now - hours, mostRows);
        transaction.Commit();
        return deleted;
    }

    /// <summary>Probes are numbered as they come, so that the numbers tell how many there are without counting them.</summary>
    private static int DeleteBeyond(SqliteConnection connection, long most, int mostRows)
    {
        using var command = HealthRows.Prepare(
            connection,
            """
            DELETE FROM probes WHERE id IN (
                SELECT id FROM probes WHERE id <= (SELECT max(id) FROM probes) - $keep ORDER BY id LIMIT $most)
            """
        );
        HealthRows.Set(command, ("$keep", most), ("$most", mostRows));
        return command.ExecuteNonQuery();
    }

    private static long Count(SqliteConnection connection, string sql)
    {
        using var command = HealthRows.Prepare(connection, sql);
        return (long)command.ExecuteScalar()!;
    }

    private static int DeleteRollups(
        SqliteConnection connection,
        RollupResolution resolution,
        DateTimeOffset before,
        int mostRows
    ) =>
        Delete(
            connection,
            $"""
            DELETE FROM probe_rollups WHERE rowid IN (
                SELECT rowid FROM probe_rollups
                WHERE resolution = {(int)resolution} AND bucket_start < $before LIMIT $most)
            """,
            before,
            mostRows
        );

    private static int Delete(
        SqliteConnection connection,
        string sql,
        DateTimeOffset before,
        int mostRows
    )
    {
        using var command = HealthRows.Prepare(connection, sql);
        HealthRows.Set(command, ("$before", before.ToUnixTimeMilliseconds()), ("$most", mostRows));
        return command.ExecuteNonQuery();
    }
}
