using LbPlatform.State.Store.Health;
using Microsoft.Data.Sqlite;

namespace LbPlatform.State.Store.Traffic;

/// <summary>The statements that delete what is kept no longer.</summary>
internal static class TrafficPruning
{
    private const string AgedSql = """
        DELETE FROM traffic_rollups WHERE rowid IN (
            SELECT rowid FROM traffic_rollups
            WHERE resolution = $resolution AND bucket_start < $before LIMIT $most)
        """;

    // The instant of the oldest row that may stay is looked up through the primary key, whatever the size of the file.
    private const string BeyondSql = """
        DELETE FROM traffic_rollups WHERE rowid IN (
            SELECT rowid FROM traffic_rollups
            WHERE resolution = $resolution AND bucket_start < (
                SELECT bucket_start FROM traffic_rollups WHERE resolution = $resolution
                ORDER BY bucket_start DESC LIMIT 1 OFFSET $keep)
            LIMIT $most)
        """;

    private const string BaselinesSql = """
        DELETE FROM traffic_baselines WHERE rowid IN (
            SELECT rowid FROM traffic_baselines WHERE reported_at < $before LIMIT $most)
        """;

    public static int Prune(
        SqliteConnection connection,
        TrafficRetention keep,
        DateTimeOffset now,
        int mostRows
    )
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var deleted =
            Delete(connection, AgedSql, TrafficResolution.Minute, now - keep.Minutes, mostRows)
            + Delete(connection, AgedSql, TrafficResolution.Hour, now - keep.Hours, mostRows)
            + DeleteBeyond(connection, TrafficResolution.Minute, keep.MostRows, mostRows)
            + DeleteBeyond(connection, TrafficResolution.Hour, keep.MostRows, mostRows)
            + Delete(connection, BaselinesSql, null, now - TrafficRetention.Baselines, mostRows);
        transaction.Commit();
        return deleted;
    }

    private static int Delete(
        SqliteConnection connection,
        string sql,
        TrafficResolution? resolution,
        DateTimeOffset before,
        int mostRows
    )
    {
        using var command = HealthRows.Prepare(connection, sql);
        HealthRows.Set(command, ("$before", before.ToUnixTimeMilliseconds()), ("$most", mostRows));
        if (resolution is { } length)
        {
            HealthRows.Set(command, ("$resolution", (int)length));
        }

        return command.ExecuteNonQuery();
    }

    private static int DeleteBeyond(
        SqliteConnection connection,
        TrafficResolution resolution,
        long keep,
        int mostRows
    )
    {
        using var command = HealthRows.Prepare(connection, BeyondSql);
        HealthRows.Set(
            command,
            ("$resolution", (int)resolution),
            ("$keep", keep),
            ("$most", mostRows)
        );
        return command.ExecuteNonQuery();
    }
}
