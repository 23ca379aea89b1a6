using Microsoft.Data.Sqlite;

namespace LbPlatform.State.Store.Health;

/// <summary>
/// The short keys of backends in the file that is open, and what the backends are called, so that a file that has
/// never heard of one (it was made anew) is told. A name that the file has is never overwritten by a guess.
/// </summary>
internal sealed class BackendKeys
{
    private const string UpsertSql = """
        INSERT INTO probed_backends (backend_id, name, pool, url) VALUES ($id, $name, $pool, $url)
        ON CONFLICT (backend_id) DO UPDATE
        SET name = excluded.name, pool = excluded.pool, url = excluded.url, removed_at = NULL
        RETURNING key
        """;

    private const string SelectSql = "SELECT key FROM probed_backends WHERE backend_id = $id";

    private readonly Dictionary<string, ProbedBackend> _probed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _keys = new(StringComparer.Ordinal);
    private bool _isSameFile = true;

    /// <summary>Stores the backend under the key that it has or gets.</summary>
    public void Put(SqliteConnection connection, ProbedBackend backend)
    {
        using var command = connection.CreateCommand();
        command.CommandText = UpsertSql;
        command.Parameters.AddWithValue("$id", backend.BackendId);
        command.Parameters.AddWithValue("$name", backend.Name);
        command.Parameters.AddWithValue("$pool", backend.Pool);
        command.Parameters.AddWithValue("$url", backend.Url);
        _probed[backend.BackendId] = backend;
        _keys[backend.BackendId] = (long)command.ExecuteScalar()!;
    }

    /// <summary>Whether the file knew, since the last call, each backend that an earlier file was told of.</summary>
    public bool TakeIsSameFile()
    {
        var isSameFile = _isSameFile;
        _isSameFile = true;
        return isSameFile;
    }

    /// <summary>The backend's key.</summary>
    public long Of(SqliteConnection connection, string backendId)
    {
        if (_keys.TryGetValue(backendId, out var known))
        {
            return known;
        }

        using var command = connection.CreateCommand();
        command.CommandText = SelectSql;
        command.Parameters.AddWithValue("$id", backendId);
        if (command.ExecuteScalar() is long key)
        {
            return _keys[backendId] = key;
        }

        _isSameFile &= !_probed.ContainsKey(backendId);
        Put(connection, _probed.GetValueOrDefault(backendId) ?? new(backendId, backendId, "", ""));
        return _keys[backendId];
    }

    /// <summary>The backend is probed no more.</summary>
    public void Remove(string backendId)
    {
        _probed.Remove(backendId);
        _keys.Remove(backendId);
    }

    /// <summary>The keys may be another file's now; the names stay known.</summary>
    public void Forget()
    {
        _keys.Clear();
        _isSameFile = true;
    }
}
