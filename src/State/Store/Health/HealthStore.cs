using LbPlatform.State.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace LbPlatform.State.Store.Health;

/// <summary>
/// The writer of health.db: probes, roll-ups, flips and current health, in batches of one transaction. Poller only;
/// callers take turns, so that one connection writes and checkpoints. It opens the file that ControlPlane has made, and opens it anew when it was replaced.
/// </summary>
public sealed class HealthStore : IDisposable
{
    // How a file that was put in another's place is noticed.
    private const int RenewAfter = 20;

    private readonly Lock _turn = new();
    private readonly string _file;
    private readonly BackendKeys _keys = new();
    private SqliteConnection? _connection;
    private int _uses;

    /// <summary>The store in the directory that <paramref name="options"/> names; nothing is opened yet.</summary>
    public HealthStore(StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _file = options.HealthFile;
    }

    /// <summary>Opens the store and reads the health of every backend still probed, by backend id.</summary>
    /// <exception cref="StoreUnavailableException">The file is not there yet, or cannot be read.</exception>
    /// <exception cref="StoreSchemaException">The file is newer than this program.</exception>
    public IReadOnlyDictionary<string, BackendHealth> ReadCurrent() =>
        Guarded(connection =>
        {
            using var db = new HealthDbContext(SqliteFile.Options<HealthDbContext>(connection));
            SqliteSchema.RefuseNewer(db, _file);
            return HealthRows.ReadCurrent(connection);
        });

    /// <summary>Reads the backends that are still probed as the store names them, by backend id.</summary>
    /// <exception cref="StoreUnavailableException">The file is not there yet, or cannot be read.</exception>
    public IReadOnlyDictionary<string, ProbedBackend> ReadProbed() =>
        Guarded(static connection => HealthRows.ReadProbed(connection));

    /// <summary>
    /// Writes a batch in one transaction, then signals its readers if a verdict flipped. Answers whether the file is
    /// the one that earlier batches went to; where it was made anew, it must be told the verdicts again.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Nothing was written; the batch may be tried again.</exception>
    public bool Write(HealthBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var isSameFile = Guarded(connection =>
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            HealthRows.Write(connection, batch, _keys);
            transaction.Commit();
            return _keys.TakeIsSameFile();
        });
        if (batch.Transitions.Count > 0)
        {
            ChangeSignal.Poke(_file);
        }

        return isSameFile;
    }

    /// <summary>
    /// Deletes what is older than <paramref name="keep"/> says, at most <paramref name="mostRows"/> rows of each kind,
    /// so that no transaction is long. Answers how many rows went; call again while it answers more than zero.
    /// </summary>
    public int Prune(HealthRetention keep, DateTimeOffset now, int mostRows)
    {
        ArgumentNullException.ThrowIfNull(keep);
        return Guarded(connection => HealthPruning.Prune(connection, keep, now, mostRows));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_turn)
        {
            Close();
        }
    }

    private T Guarded<T>(Func<SqliteConnection, T> use)
    {
        lock (_turn)
        {
            return Guarded_NeedsLock(use);
        }
    }

    private T Guarded_NeedsLock<T>(Func<SqliteConnection, T> use)
    {
        if (!File.Exists(_file))
        {
            Close();
            throw new StoreUnavailableException(
                $"'{_file}' does not exist. ControlPlane creates it; start ControlPlane."
            );
        }

        try
        {
            return use(Connect());
        }
        catch (SqliteException failure)
        {
            Close();
            throw new StoreUnavailableException(
                $"'{_file}' cannot be used: {failure.Message}",
                failure
            );
        }
    }

    private SqliteConnection Connect()
    {
        if (_connection is not null && ++_uses < RenewAfter)
        {
            return _connection;
        }

        // The new one is opened before the old one is closed: the last connection to close would checkpoint.
        var renewed = SqliteFile.Open(_file, SqliteOpenMode.ReadWrite);
        Close();
        _uses = 0;
        return _connection = renewed;
    }

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
        _keys.Forget();
    }
}
