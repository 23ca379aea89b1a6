using System.Text.Json;
using LbPlatform.State.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace LbPlatform.State.Store.Health;

/// <summary>
/// Answers questions about health.db for people: what is known now, and the history of one backend. It only reads,
/// over a connection of each question's own. Safe for concurrent use.
/// </summary>
public sealed class HealthQueries
{
    /// <summary>Most entries of history that one question answers: a page of 500, and one that tells whether there are more.</summary>
    public const int MostEntries = 501;

    private const string CurrentSql = """
        SELECT b.backend_id, h.checked_at, h.outcome, h.status_code, h.latency_us, h.detail,
               h.status, h.since, h.contradictions, t.outcome, t.detail
        FROM backend_health h
        JOIN probed_backends b ON b.key = h.backend_key
        LEFT JOIN transitions t
            ON t.id = (SELECT max(id) FROM transitions WHERE backend_key = h.backend_key)
        WHERE b.removed_at IS NULL
          AND ($ids IS NULL OR b.backend_id IN (SELECT value FROM json_each($ids)))
        """;

    private const string ProbesSql = """
        SELECT p.id, p.checked_at, p.outcome, p.status_code, p.latency_us, p.detail
        FROM probes p
        WHERE p.backend_key = (SELECT key FROM probed_backends WHERE backend_id = $backend)
          AND p.checked_at >= $from AND p.checked_at < $to
          AND ($outcome IS NULL OR p.outcome = $outcome)
          AND (p.checked_at, p.id) < ($beforeAt, $beforeId)
        ORDER BY p.checked_at DESC, p.id DESC
        LIMIT $limit
        """;

    private const string TransitionsSql = """
        SELECT t.id, t.at, t.outcome, t.status_code, t.latency_us, t.detail, t.from_status, t.to_status
        FROM transitions t
        WHERE t.backend_key = (SELECT key FROM probed_backends WHERE backend_id = $backend)
          AND t.at >= $from AND t.at < $to
          AND ($outcome IS NULL OR t.outcome = $outcome)
          AND (t.at, t.id) < ($beforeAt, $beforeId)
        ORDER BY t.at DESC, t.id DESC
        LIMIT $limit
        """;

    private readonly string _file;

    /// <summary>Questions to the store in the directory that <paramref name="options"/> names.</summary>
    public HealthQueries(StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _file = options.HealthFile;
    }

    /// <summary>
    /// What is known now, by backend id; of all backends where <paramref name="backendIds"/> is <c>null</c>. A backend
    /// that was never probed is absent.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public IReadOnlyDictionary<string, JudgedHealth> ReadCurrent(
        IReadOnlyCollection<string>? backendIds
    ) =>
        Ask(
                CurrentSql,
                command =>
                    command.Parameters.AddWithValue(
                        "$ids",
                        backendIds is null ? DBNull.Value : JsonSerializer.Serialize(backendIds)
                    ),
                static row => ReadJudged(row)
            )
            .ToDictionary(static health => health.Current.BackendId, StringComparer.Ordinal);

    /// <summary>Probes of one backend, newest first.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public IReadOnlyList<HistoryEntry<ProbeResult>> ReadProbes(
        string backendId,
        HistoryQuery query
    ) =>
        Ask(
            ProbesSql,
            command => Set(command, backendId, query),
            row => new HistoryEntry<ProbeResult>(row.GetInt64(0), ReadResult(row, backendId))
        );

    /// <summary>Flips of one backend's verdict, newest first.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public IReadOnlyList<HistoryEntry<HealthTransition>> ReadTransitions(
        string backendId,
        HistoryQuery query
    ) =>
        Ask(
            TransitionsSql,
            command => Set(command, backendId, query),
            row => new HistoryEntry<HealthTransition>(
                row.GetInt64(0),
                new HealthTransition(
                    backendId,
                    Instant(row.GetInt64(1)),
                    Status(row.GetString(6)),
                    Status(row.GetString(7)),
                    ReadResult(row, backendId)
                )
            )
        );

    private List<T> Ask<T>(string sql, Action<SqliteCommand> set, Func<SqliteDataReader, T> read)
    {
        try
        {
            using var connection = SqliteFile.Open(_file, SqliteOpenMode.ReadOnly);
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            set(command);
            using var row = command.ExecuteReader();
            var answers = new List<T>();
            while (row.Read())
            {
                answers.Add(read(row));
            }

            return answers;
        }
        catch (Exception failure) when (failure is SqliteException or FormatException)
        {
            throw new StoreUnavailableException(
                $"'{_file}' cannot be read: {failure.Message}",
                failure
            );
        }
    }

    private static void Set(SqliteCommand command, string backendId, HistoryQuery query)
    {
        command.Parameters.AddWithValue("$backend", backendId);
        command.Parameters.AddWithValue("$from", Milliseconds(query.From) ?? long.MinValue);
        command.Parameters.AddWithValue("$to", Milliseconds(query.To) ?? long.MaxValue);
        command.Parameters.AddWithValue(
            "$outcome",
            (object?)query.Outcome?.ToWord() ?? DBNull.Value
        );
        command.Parameters.AddWithValue(
            "$beforeAt",
            Milliseconds(query.Before?.At) ?? long.MaxValue
        );
        command.Parameters.AddWithValue("$beforeId", query.Before?.Id ?? long.MaxValue);
        command.Parameters.AddWithValue("$limit", Math.Min(query.Limit, MostEntries));
    }

    private static JudgedHealth ReadJudged(SqliteDataReader row)
    {
        var id = row.GetString(0);
        return new JudgedHealth(
            new BackendHealth
            {
                BackendId = id,
                Status = Status(row.GetString(6)),
                Since = row.IsDBNull(7) ? null : Instant(row.GetInt64(7)),
                Contradictions = row.GetInt32(8),
                LastProbe = row.IsDBNull(1) ? null : ReadResult(row, id),
            },
            row.IsDBNull(9) ? null : ProbeOutcomeWords.Parse(row.GetString(9)),
            row.IsDBNull(10) ? null : row.GetString(10)
        );
    }

    /// <summary>The columns time, outcome, status code, latency and detail, from the second on.</summary>
    private static ProbeResult ReadResult(SqliteDataReader row, string backendId) =>
        new(
            backendId,
            Instant(row.GetInt64(1)),
            ProbeOutcomeWords.Parse(row.GetString(2)),
            TimeSpan.FromMicroseconds(row.GetInt64(4)),
            row.IsDBNull(3) ? null : row.GetInt32(3),
            row.IsDBNull(5) ? null : row.GetString(5)
        );

    private static HealthStatus Status(string word) =>
        Enum.TryParse<HealthStatus>(word, ignoreCase: true, out var status)
            ? status
            : throw new FormatException($"'{word}' is no health status.");

    private static DateTimeOffset Instant(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static long? Milliseconds(DateTimeOffset? instant) => instant?.ToUnixTimeMilliseconds();
}
