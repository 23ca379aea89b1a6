using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace LbPlatform.State.Store.Sqlite;

/// <summary>
/// Follows one database file over a connection of its own, with one prepared statement that asks for the head: a
/// look without news costs microseconds. Every <see cref="RenewAfter"/> looks the connection is renewed, which is
/// how a file that was put in another's place is noticed.
/// </summary>
internal sealed class SqliteSnapshotReader<T>(
    string file,
    string headSql,
    Func<SqliteConnection, T> read
) : ISnapshotReader<T>
    where T : class
{
    private const int RenewAfter = 10;

    private SqliteConnection? _connection;
    private SqliteCommand? _head;
    private int _looks;
    private object? _lastHead;

    public string File => file;

    public bool TryReadChange([NotNullWhen(true)] out T? snapshot)
    {
        snapshot = null;
        try
        {
            Connect();
            var head = _head!.ExecuteScalar();
            if (Equals(head, _lastHead))
            {
                return false;
            }

            snapshot = read(_connection!);
            _lastHead = head;
            return true;
        }
        catch (Exception failure)
            when (failure is SqliteException or InvalidOperationException or FormatException)
        {
            Disconnect();
            throw new StoreUnavailableException(
                $"'{file}' cannot be read: {failure.Message}",
                failure
            );
        }
    }

    public void Dispose() => Disconnect();

    private void Connect()
    {
        if (!System.IO.File.Exists(file))
        {
            Disconnect();
            throw new StoreUnavailableException(
                $"'{file}' does not exist. ControlPlane creates it; start ControlPlane."
            );
        }

        if (_connection is not null && ++_looks < RenewAfter)
        {
            return;
        }

        // The new one is opened before the old one is closed: the last connection to close would checkpoint.
        var renewed = SqliteFile.Open(file, SqliteOpenMode.ReadWrite);
        Close();
        _looks = 0;
        _connection = renewed;
        _head = renewed.CreateCommand();
        _head.CommandText = headSql;
    }

    /// <summary>Forgets the head too: whatever is found next is news.</summary>
    private void Disconnect()
    {
        Close();
        _lastHead = null;
    }

    private void Close()
    {
        _head?.Dispose();
        _connection?.Dispose();
        _head = null;
        _connection = null;
    }
}
