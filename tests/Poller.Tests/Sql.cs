using Microsoft.Data.Sqlite;

namespace LbPlatform.Poller.Tests;

/// <summary>Asks a database as a person would.</summary>
internal static class Sql
{
    /// <summary>Columns joined by '|', rows by ';'.</summary>
    public static string Query(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var row = command.ExecuteReader();
        var rows = new List<string>();
        while (row.Read())
        {
            rows.Add(
                string.Join(
                    '|',
                    Enumerable
                        .Range(0, row.FieldCount)
                        .Select(i => row.IsDBNull(i) ? "" : row.GetString(i))
                )
            );
        }

        return string.Join(';', rows);
    }
}
