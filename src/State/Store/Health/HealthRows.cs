using Microsoft.Data.Sqlite;

namespace LbPlatform.State.Store.Health;

/// <summary>The statements of the health store. Prepared once a batch: EF Core would cost a multiple for each row.</summary>
internal static class HealthRows
{
    private const string ReadCurrentSql = """
        SELECT b.backend_id, h.status, h.since, h.contradictions,
               h.checked_at, h.outcome, h.status_code, h.latency_us, h.detail
        FROM backend_health h JOIN probed_backends b ON b.key = h.backend_key
        WHERE b.removed_at IS NULL
        """;

    private const string ReadProbedSql =
        "SELECT backend_id, name, pool, url FROM probed_backends WHERE removed_at IS NULL";

    private const string RemoveSql = """
        UPDATE probed_backends SET removed_at = $at WHERE key = $key;
        DELETE FROM backend_health WHERE backend_key = $key;
        """;

    private const string ProbeSql = """
        INSERT INTO probes (backend_key, checked_at, outcome, status_code, latency_us, detail)
        VALUES ($key, $at, $outcome, $status, $latency, $detail)
        """;

    private const string RollupSql = """
        INSERT INTO probe_rollups (resolution, bucket_start, backend_key, checks, passed, latency_sum_us, latency_max_us)
        VALUES ($resolution, $start, $key, 1, $passed, $latency, $latency)
        ON CONFLICT (resolution, bucket_start, backend_key) DO UPDATE
        SET checks = checks + 1,
            passed = passed + excluded.passed,
            latency_sum_us = latency_sum_us + excluded.latency_sum_us,
            latency_max_us = max(latency_max_us, excluded.latency_max_us)
        """;

    private const string TransitionSql = """
        INSERT INTO transitions (backend_key, at, from_status, to_status, outcome, status_code, latency_us, detail)
        VALUES ($key, $at, $from, $to, $outcome, $status, $latency, $detail)
        """;

    private const string CurrentSql = """
        INSERT INTO backend_health (backend_key, status, since, contradictions, checked_at, outcome, status_code, latency_us, detail)
        VALUES ($key, $verdict, $since, $contradictions, $at, $outcome, $status, $latency, $detail)
        ON CONFLICT (backend_key) DO UPDATE
        SET status = excluded.status, since = excluded.since, contradictions = excluded.contradictions,
            checked_at = excluded.checked_at, outcome = excluded.outcome, status_code = excluded.status_code,
            latency_us = excluded.latency_us, detail = excluded.detail
        """;

    private static readonly RollupResolution[] Resolutions = Enum.GetValues<RollupResolution>();

    public static Dictionary<string, BackendHealth> ReadCurrent(SqliteConnection connection)
    {
        var current = new Dictionary<string, BackendHealth>(StringComparer.Ordinal);
        using var command = connection.CreateCommand();
        command.CommandText = ReadCurrentSql;
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var id = row.GetString(0);
            current[id] = new BackendHealth
            {
                BackendId = id,
                Status = Enum.Parse<HealthStatus>(row.GetString(1), ignoreCase: true),
                Since = row.IsDBNull(2) ? null : Instant(row.GetInt64(2)),
                Contradictions = row.GetInt32(3),
                LastProbe = row.IsDBNull(4) ? null : ReadResult(row, id),
            };
        }

        return current;
    }

    public static Dictionary<string, ProbedBackend> ReadProbed(SqliteConnection connection)
    {
        var probed = new Dictionary<string, ProbedBackend>(StringComparer.Ordinal);
        using var command = connection.CreateCommand();
        command.CommandText = ReadProbedSql;
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var id = row.GetString(0);
            probed[id] = new(id, row.GetString(1), row.GetString(2), row.GetString(3));
        }

        return probed;
    }

    public static void Write(SqliteConnection connection, HealthBatch batch, BackendKeys keys)
    {
        foreach (var backend in batch.Probed)
        {
            keys.Put(connection, backend);
        }

        WriteResults(connection, batch, keys);
        WriteTransitions(connection, batch, keys);
        WriteCurrent(connection, batch, keys);
        foreach (var backendId in batch.Removed)
        {
            Remove(connection, keys.Of(connection, backendId), batch.At);
            keys.Remove(backendId);
        }
    }

    private static void WriteResults(
        SqliteConnection connection,
        HealthBatch batch,
        BackendKeys keys
    )
    {
        using var probe = Prepare(connection, ProbeSql);
        using var rollup = Prepare(connection, RollupSql);
        foreach (var result in batch.Results)
        {
            var key = keys.Of(connection, result.BackendId);
            Set(probe, ("$key", key));
            SetResult(probe, result);
            probe.ExecuteNonQuery();
            if (result.Outcome.IsInconclusive())
            {
                continue;
            }

            var at = result.CheckedAt.ToUnixTimeMilliseconds();
            foreach (var resolution in Resolutions)
            {
                var length = (long)resolution * 1000;
                Set(
                    rollup,
                    ("$resolution", (int)resolution),
                    ("$start", at - (at % length)),
                    ("$key", key),
                    ("$passed", result.Outcome.IsPass() ? 1 : 0),
                    ("$latency", Microseconds(result.Latency))
                );
                rollup.ExecuteNonQuery();
            }
        }
    }

    private static void WriteTransitions(
        SqliteConnection connection,
        HealthBatch batch,
        BackendKeys keys
    )
    {
        using var command = Prepare(connection, TransitionSql);
        foreach (var flip in batch.Transitions)
        {
            SetResult(command, flip.Reason);
            Set(
                command,
                ("$key", keys.Of(connection, flip.BackendId)),
                ("$at", flip.At.ToUnixTimeMilliseconds()),
                ("$from", Word(flip.From)),
                ("$to", Word(flip.To))
            );
            command.ExecuteNonQuery();
        }
    }

    private static void WriteCurrent(
        SqliteConnection connection,
        HealthBatch batch,
        BackendKeys keys
    )
    {
        using var command = Prepare(connection, CurrentSql);
        foreach (var health in batch.Current)
        {
            SetResult(command, health.LastProbe);
            Set(
                command,
                ("$key", keys.Of(connection, health.BackendId)),
                ("$verdict", Word(health.Status)),
                ("$since", health.Since?.ToUnixTimeMilliseconds()),
                ("$contradictions", health.Contradictions)
            );
            command.ExecuteNonQuery();
        }
    }

    private static void Remove(SqliteConnection connection, long key, DateTimeOffset at)
    {
        using var command = Prepare(connection, RemoveSql);
        Set(command, ("$key", key), ("$at", at.ToUnixTimeMilliseconds()));
        command.ExecuteNonQuery();
    }

    internal static SqliteCommand Prepare(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static void SetResult(SqliteCommand command, ProbeResult? result) =>
        Set(
            command,
            ("$at", result?.CheckedAt.ToUnixTimeMilliseconds()),
            ("$outcome", result?.Outcome.ToWord()),
            ("$status", result?.StatusCode),
            ("$latency", result is null ? null : Microseconds(result.Latency)),
            ("$detail", result?.Detail)
        );

    internal static void Set(
        SqliteCommand command,
        params ReadOnlySpan<(string Name, object? Value)> values
    )
    {
        foreach (var (name, value) in values)
        {
            if (command.Parameters.Contains(name))
            {
                command.Parameters[name].Value = value ?? DBNull.Value;
            }
            else
            {
                command.Parameters.AddWithValue(name, value ?? DBNull.Value);
            }
        }
    }

    private static ProbeResult ReadResult(SqliteDataReader row, string backendId) =>
        new(
            backendId,
            Instant(row.GetInt64(4)),
            ProbeOutcomeWords.Parse(row.GetString(5)),
            TimeSpan.FromMicroseconds(row.GetInt64(7)),
            row.IsDBNull(6) ? null : row.GetInt32(6),
            row.IsDBNull(8) ? null : row.GetString(8)
        );

    private static DateTimeOffset Instant(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static long Microseconds(TimeSpan duration) =>
        duration.Ticks / TimeSpan.TicksPerMicrosecond;

    private static string Word(HealthStatus status) => status.ToString().ToLowerInvariant();
}
