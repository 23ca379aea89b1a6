using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace LbPlatform.State.Store.Sqlite;

/// <summary>
/// Sets on each connection what SQLite keeps per connection. Without busy_timeout a blocked command would be retried
/// by the provider in steps of 150 ms; NORMAL is safe against corruption in WAL mode and loses at most the last
/// commits in a power cut.
/// </summary>
public sealed class SqlitePragmas : DbConnectionInterceptor
{
    /// <summary>How long a command waits for another connection's lock, in milliseconds.</summary>
    public const int BusyTimeoutMilliseconds = 5000;

    /// <inheritdoc />
    public override void ConnectionOpened(
        DbConnection connection,
        ConnectionEndEventData eventData
    ) => Apply(connection);

    /// <inheritdoc />
    public override Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        Apply(connection);
        return Task.CompletedTask;
    }

    internal static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            $"PRAGMA busy_timeout = {BusyTimeoutMilliseconds}; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;";
        command.ExecuteNonQuery();
    }
}
