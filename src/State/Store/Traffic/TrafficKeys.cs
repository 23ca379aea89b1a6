using LbPlatform.State.Store.Health;
using Microsoft.Data.Sqlite;

namespace LbPlatform.State.Store.Traffic;

/// <summary>The short keys of backends in traffic.db, and what they are called there.</summary>
internal static class TrafficKeys
{
    private const string NamedSql = """
        INSERT INTO traffic_backends (backend_id, name, pool) VALUES ($id, $name, $pool)
        ON CONFLICT (backend_id) DO UPDATE SET name = excluded.name, pool = excluded.pool
        RETURNING key
        """;

    // A name that the file has is never overwritten by a guess. An update that changes nothing lets the key be returned.
    private const string UnnamedSql = """
        INSERT INTO traffic_backends (backend_id, name, pool) VALUES ($id, $id, '')
        ON CONFLICT (backend_id) DO UPDATE SET name = name
        RETURNING key
        """;

    /// <summary>The backend's key; it is stored under the name that it has now, where that is known.</summary>
    public static long Of(
        SqliteConnection connection,
        string backendId,
        IReadOnlyDictionary<string, (string Name, string Pool)> names
    )
    {
        var isNamed = names.TryGetValue(backendId, out var known);
        using var command = HealthRows.Prepare(connection, isNamed ? NamedSql : UnnamedSql);
        HealthRows.Set(command, ("$id", backendId));
        if (isNamed)
        {
            HealthRows.Set(command, ("$name", known.Name), ("$pool", known.Pool));
        }

        return (long)command.ExecuteScalar()!;
    }
}
