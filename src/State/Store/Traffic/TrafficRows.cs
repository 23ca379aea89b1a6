using System.Text.Json;
using LbPlatform.State.Store.Health;
using LbPlatform.State.Traffic;
using Microsoft.Data.Sqlite;

namespace LbPlatform.State.Store.Traffic;

/// <summary>The statements that write traffic.db, prepared once a batch.</summary>
internal static class TrafficRows
{
    private const string ReadSql = """
        SELECT latencies FROM traffic_rollups
        WHERE resolution = $resolution AND bucket_start = $start AND backend_key = $key
        """;

    private const string RollupSql = """
        INSERT INTO traffic_rollups (
            resolution, bucket_start, backend_key,
            answers_1xx, answers_2xx, answers_3xx, answers_4xx, answers_5xx,
            refused, timeout, dns, tls, reset, protocol, cancelled, error,
            retries, ejected_unreachable, ejected_outlier,
            latency_sum_us, latency_p50_us, latency_p95_us, latency_p99_us, latencies)
        VALUES ($resolution, $start, $key,
            $answers0, $answers1, $answers2, $answers3, $answers4,
            $error0, $error1, $error2, $error3, $error4, $error5, $error6, $error7,
            $retries, $unreachable, $outlier, $sum, $p50, $p95, $p99, $latencies)
        ON CONFLICT (resolution, bucket_start, backend_key) DO UPDATE
        SET answers_1xx = answers_1xx + excluded.answers_1xx,
            answers_2xx = answers_2xx + excluded.answers_2xx,
            answers_3xx = answers_3xx + excluded.answers_3xx,
            answers_4xx = answers_4xx + excluded.answers_4xx,
            answers_5xx = answers_5xx + excluded.answers_5xx,
            refused = refused + excluded.refused,
            timeout = timeout + excluded.timeout,
            dns = dns + excluded.dns,
            tls = tls + excluded.tls,
            reset = reset + excluded.reset,
            protocol = protocol + excluded.protocol,
            cancelled = cancelled + excluded.cancelled,
            error = error + excluded.error,
            retries = retries + excluded.retries,
            ejected_unreachable = ejected_unreachable + excluded.ejected_unreachable,
            ejected_outlier = ejected_outlier + excluded.ejected_outlier,
            latency_sum_us = latency_sum_us + excluded.latency_sum_us,
            latency_p50_us = excluded.latency_p50_us,
            latency_p95_us = excluded.latency_p95_us,
            latency_p99_us = excluded.latency_p99_us,
            latencies = excluded.latencies
        """;

    private const string BaselineSql = """
        INSERT INTO traffic_baselines (node_id, backend_id, epoch, since, reported_at, counts)
        VALUES ($node, $backend, $epoch, $since, $at, $counts)
        ON CONFLICT (node_id, backend_id) DO UPDATE
        SET epoch = excluded.epoch, since = excluded.since, reported_at = excluded.reported_at, counts = excluded.counts
        """;

    private static readonly int ErrorCount = TrafficErrorWords.All.Count;
    private static readonly TrafficResolution[] Resolutions = Enum.GetValues<TrafficResolution>();

    public static void Write(SqliteConnection connection, TrafficBatch batch)
    {
        using var read = HealthRows.Prepare(connection, ReadSql);
        using var write = HealthRows.Prepare(connection, RollupSql);
        foreach (var increment in batch.Increments)
        {
            var key = TrafficKeys.Of(connection, increment.BackendId, batch.Names);
            foreach (var resolution in Resolutions)
            {
                var at = increment.At.ToUnixTimeMilliseconds();
                var start = at - (at % ((long)resolution * 1000));
                Write(read, write, ((int)resolution, start, key), increment.Counts);
            }
        }

        using var baseline = HealthRows.Prepare(connection, BaselineSql);
        foreach (var one in batch.Baselines)
        {
            HealthRows.Set(
                baseline,
                ("$node", one.NodeId),
                ("$backend", one.BackendId),
                ("$epoch", one.Epoch),
                ("$since", one.Since.ToUnixTimeMilliseconds()),
                ("$at", one.ReportedAt.ToUnixTimeMilliseconds()),
                ("$counts", JsonSerializer.Serialize(one.Counts, SnapshotJson.Options))
            );
            baseline.ExecuteNonQuery();
        }
    }

    private static void Write(
        SqliteCommand read,
        SqliteCommand write,
        (int Resolution, long Start, long Key) bucket,
        TrafficCounts counts
    )
    {
        HealthRows.Set(
            read,
            ("$resolution", bucket.Resolution),
            ("$start", bucket.Start),
            ("$key", bucket.Key)
        );
        var before = LatencyText.Parse((string?)read.ExecuteScalar());
        var all = new TrafficCounts { Latencies = before }
            .Plus(new() { Latencies = counts.Latencies })
            .Latencies;
        HealthRows.Set(
            write,
            ("$resolution", bucket.Resolution),
            ("$start", bucket.Start),
            ("$key", bucket.Key),
            ("$retries", counts.Retries),
            ("$unreachable", counts.EjectedUnreachable),
            ("$outlier", counts.EjectedOutlier),
            ("$sum", counts.LatencyMicroseconds),
            ("$p50", Microseconds(all, 0.50)),
            ("$p95", Microseconds(all, 0.95)),
            ("$p99", Microseconds(all, 0.99)),
            ("$latencies", LatencyText.Of(all))
        );
        for (var at = 0; at < TrafficCounts.Classes; at++)
        {
            HealthRows.Set(write, ($"$answers{at}", counts.Answers.ElementAtOrDefault(at)));
        }

        for (var at = 0; at < ErrorCount; at++)
        {
            HealthRows.Set(write, ($"$error{at}", counts.Errors.ElementAtOrDefault(at)));
        }

        write.ExecuteNonQuery();
    }

    private static long? Microseconds(IReadOnlyList<long> latencies, double share) =>
        LatencyBuckets.Quantile(latencies, share) is { } latency
            ? latency.Ticks / TimeSpan.TicksPerMicrosecond
            : null;
}
