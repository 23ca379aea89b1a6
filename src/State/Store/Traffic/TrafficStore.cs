using System.Text.Json;
using LbPlatform.State.Store.Health;
using LbPlatform.State.Store.Sqlite;
using LbPlatform.State.Traffic;
using Microsoft.Data.Sqlite;

namespace LbPlatform.State.Store.Traffic;

/// <summary>
/// The writer of traffic.db: ControlPlane only, one caller at a time. A batch is a few seconds' traffic, so that each opens the file
/// anew and meets whatever lies there now.
/// </summary>
/// <param name="options">Where the file lies.</param>
public sealed class TrafficStore(StoreOptions options)
{
    private const string BaselinesSql =
        "SELECT node_id, backend_id, epoch, since, reported_at, counts FROM traffic_baselines";

    private readonly string _file = options.TrafficFile;

    /// <summary>Makes the file, or brings it to this program's schema; answers whether it was not there.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be used.</exception>
    /// <exception cref="StoreSchemaException">It is newer than this program.</exception>
    public bool Prepare()
    {
        var isNew = !File.Exists(_file);
        TrafficSchema.Migrate(options);
        return isNew;
    }

    /// <summary>Whether the file is there.</summary>
    public bool Exists => File.Exists(_file);

    /// <summary>How far the counters of all data planes are in the roll-ups.</summary>
    /// <exception cref="StoreUnavailableException">The file cannot be read.</exception>
    public IReadOnlyList<TrafficBaseline> ReadBaselines() =>
        Guarded(static connection =>
        {
            using var command = HealthRows.Prepare(connection, BaselinesSql);
            using var row = command.ExecuteReader();
            var baselines = new List<TrafficBaseline>();
            while (row.Read())
            {
                baselines.Add(
                    new(
                        row.GetString(0),
                        row.GetString(1),
                        row.GetString(2),
                        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)),
                        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)),
                        JsonSerializer.Deserialize<TrafficCounts>(
                            row.GetString(5),
                            SnapshotJson.Options
                        ) ?? TrafficCounts.Zero
                    )
                );
            }

            return baselines;
        });

    /// <summary>Writes a batch in one transaction.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was written; the batch may be tried again.</exception>
    public void Write(TrafficBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Guarded(connection =>
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            TrafficRows.Write(connection, batch);
            transaction.Commit();
            return 0;
        });
    }

    /// <summary>
    /// Deletes what is older than <paramref name="keep"/> says, at most <paramref name="mostRows"/> rows of each kind. Answers how many
    /// rows went; call again while it answers more than zero.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The file cannot be written.</exception>
    public int Prune(TrafficRetention keep, DateTimeOffset now, int mostRows)
    {
        ArgumentNullException.ThrowIfNull(keep);
        return Guarded(connection => TrafficPruning.Prune(connection, keep, now, mostRows));
    }

    private T Guarded<T>(Func<SqliteConnection, T> use)
    {
        try
        {
            using var connection = SqliteFile.Open(_file, SqliteOpenMode.ReadWrite);
            return use(connection);
        }
        catch (Exception failure) when (failure is SqliteException or JsonException)
        {
            throw new StoreUnavailableException(
                $"'{_file}' cannot be used: {failure.Message}",
                failure
            );
        }
    }
}
