using System.Text.Json;
using LbPlatform.State.Store.Sqlite;
using LbPlatform.State.Traffic;
using Microsoft.Data.Sqlite;

namespace LbPlatform.State.Store.Traffic;

/// <summary>Answers questions about the traffic of the past. It only reads, over a connection of each question's own.</summary>
/// <param name="options">Where the file lies.</param>
public sealed class TrafficQueries(StoreOptions options)
{
    private const int FirstError = 1 + TrafficCounts.Classes;

    private const string HistorySql = """
        SELECT bucket_start,
               answers_1xx, answers_2xx, answers_3xx, answers_4xx, answers_5xx,
               refused, timeout, dns, tls, reset, protocol, cancelled, error,
               retries, ejected_unreachable, ejected_outlier, latency_sum_us, latencies
        FROM traffic_rollups
        WHERE backend_key = (SELECT key FROM traffic_backends WHERE backend_id = $backend)
          AND resolution = $resolution AND bucket_start >= $from AND bucket_start < $to
        ORDER BY bucket_start DESC
        LIMIT $limit
        """;

    private readonly string _file = options.TrafficFile;

    /// <summary>The traffic of one backend, newest first; buckets without any are left out.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public IReadOnlyList<TrafficBucket> ReadHistory(string backendId, TrafficHistoryQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        try
        {
            using var connection = SqliteFile.Open(_file, SqliteOpenMode.ReadOnly);
            using var command = connection.CreateCommand();
            command.CommandText = HistorySql;
            command.Parameters.AddWithValue("$backend", backendId);
            command.Parameters.AddWithValue("$resolution", (int)query.Resolution);
            command.Parameters.AddWithValue(
                "$from",
                query.From?.ToUnixTimeMilliseconds() ?? long.MinValue
            );
            command.Parameters.AddWithValue(
                "$to",
                query.To?.ToUnixTimeMilliseconds() ?? long.MaxValue
            );
            command.Parameters.AddWithValue("$limit", query.Limit);
            using var row = command.ExecuteReader();
            var buckets = new List<TrafficBucket>();
            while (row.Read())
            {
                buckets.Add(Read(row));
            }

            return buckets;
        }
        catch (Exception failure) when (failure is SqliteException or JsonException)
        {
            throw new StoreUnavailableException(
                $"'{_file}' cannot be read: {failure.Message}",
                failure
            );
        }
    }

    private static TrafficBucket Read(SqliteDataReader row)
    {
        var errors = TrafficErrorWords.All.Count;
        var rest = FirstError + errors;
        return new(
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)),
            new()
            {
                Answers = Numbers(row, 1, TrafficCounts.Classes),
                Errors = Numbers(row, FirstError, errors),
                Retries = row.GetInt64(rest),
                EjectedUnreachable = row.GetInt64(rest + 1),
                EjectedOutlier = row.GetInt64(rest + 2),
                LatencyMicroseconds = row.GetInt64(rest + 3),
                Latencies = LatencyText.Parse(row.GetString(rest + 4)),
            }
        );
    }

    private static long[] Numbers(SqliteDataReader row, int from, int count) =>
        [.. Enumerable.Range(from, count).Select(row.GetInt64)];
}
