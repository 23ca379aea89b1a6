using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace LbPlatform.State.Store.Sqlite;

/// <summary>How a database file is opened: always with the same pragmas, created only by its writer.</summary>
internal static class SqliteFile
{
    private static readonly SqlitePragmas Pragmas = new();

    /// <summary>An open connection outside the pool, for one owner that keeps it.</summary>
    public static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(ConnectionString(file, mode, pooling: false));
        try
        {
            connection.Open();
            SqlitePragmas.Apply(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Points a context at a file.</summary>
    public static DbContextOptions<T> Options<T>(string file, SqliteOpenMode mode)
        where T : DbContext =>
        new DbContextOptionsBuilder<T>()
            .UseSqlite(ConnectionString(file, mode, pooling: true))
            .AddInterceptors(Pragmas)
            .Options;

    /// <summary>Points a context at a connection that somebody else owns.</summary>
    public static DbContextOptions<T> Options<T>(SqliteConnection connection)
        where T : DbContext => new DbContextOptionsBuilder<T>().UseSqlite(connection).Options;

    private static string ConnectionString(string file, SqliteOpenMode mode, bool pooling) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = mode,
            Pooling = pooling,
            ForeignKeys = true,
            DefaultTimeout = SqlitePragmas.BusyTimeoutMilliseconds / 1000,
        }.ToString();
}
