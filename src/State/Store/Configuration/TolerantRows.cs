using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace LbPlatform.State.Store.Configuration;

/// <summary>
/// Reads the rows of a table, leaving out those with a value that cannot be one. All at once while all are good; where
/// one is not, it is found by halving, so that the good ones cost two reads and each bad one a few short queries.
/// </summary>
internal sealed class TolerantRows(ConfigurationDbContext db)
{
    /// <summary>Longest reason and value that is kept of a row, in characters.</summary>
    public const int LongestText = 500;

    private readonly List<UnreadableRow> _unreadable = [];
    private bool _isPartial;

    /// <summary>What was left out so far.</summary>
    public IReadOnlyList<UnreadableRow> Unreadable => _unreadable;

    /// <summary>Whether all was read that was asked for.</summary>
    public bool IsWhole => !_isPartial && _unreadable.Count == 0;

    /// <summary>What <see cref="ReadSettings"/> found beside the settings.</summary>
    public AffinityKeys AffinityKeys { get; private set; } = AffinityKeys.None;

    /// <summary>Every row of the table that can be read.</summary>
    public ResourceSet<T> Read<T>(ResourceKind kind)
        where T : class, IResource
    {
        if (TryRead(db.Set<T>(), out var all) is null)
        {
            return ResourceSet<T>.Of(all);
        }

        var keys = db.Set<T>()
            .OrderBy(static row => row.Id)
            .Select(static row => new Key(row.Id, row.Name))
            .ToList();
        var read = new List<T>(keys.Count);
        ReadRange(kind, keys, 0, keys.Count, read);
        return ResourceSet<T>.Of(read);
    }

    /// <summary>
    /// <paramref name="before"/> with the members of these ids as they are now: changed, new or gone. Where one cannot be read,
    /// <see cref="IsWhole"/> says so, and nothing else is right.
    /// </summary>
    public ResourceSet<T> ReadOn<T>(ResourceSet<T> before, List<string> ids)
        where T : class, IResource
    {
        if (ids.Count == 0)
        {
            return before;
        }

        if (TryRead(db.Set<T>().Where(row => ids.Contains(row.Id)), out var rows) is not null)
        {
            _isPartial = true;
            return before;
        }

        // All are taken out before one is put in: two may have changed names with each other.
        var without = ids.Aggregate(
            before,
            static (set, id) => set.Find(id) is { } old ? set.Remove(old) : set
        );
        return rows.Aggregate(without, static (set, row) => set.Put(row));
    }

    /// <summary>The platform's settings; the defaults where theirs cannot be read.</summary>
    public PlatformSettings ReadSettings(Revision revision)
    {
        if (TryRead(db.Store, out var rows) is not { } reason)
        {
            AffinityKeys = rows[0].AffinityKeys;
            return new()
            {
                Probe = rows[0].Probe,
                Addresses = rows[0].Addresses,
                Revision = revision,
            };
        }

        LeaveOut<StoreRow>(
            ResourceKind.Settings,
            new(StoreRow.TheId.ToString(CultureInfo.InvariantCulture), "settings"),
            $"{reason} The defaults hold instead."
        );
        return new() { Revision = revision };
    }

    private void ReadRange<T>(ResourceKind kind, List<Key> keys, int start, int count, List<T> read)
        where T : class, IResource
    {
        if (count == 0)
        {
            return;
        }

        var first = keys[start].Id;
        var last = keys[start + count - 1].Id;
        var range = db.Set<T>()
            .Where(row => string.Compare(row.Id, first) >= 0 && string.Compare(row.Id, last) <= 0);
        if (TryRead(range, out var rows) is not { } reason)
        {
            read.AddRange(rows);
            return;
        }

        if (count == 1)
        {
            LeaveOut<T>(kind, keys[start], reason);
            return;
        }

        var half = count / 2;
        ReadRange(kind, keys, start, half, read);
        ReadRange(kind, keys, start + half, count - half, read);
    }

    /// <summary>Reads the rows; answers why that is not possible.</summary>
    private static string? TryRead<T>(IQueryable<T> rows, out List<T> read)
        where T : class
    {
        try
        {
            read = [.. rows.AsNoTracking()];
            return null;
        }
        catch (Exception failure)
            when (failure
                    is FormatException
                        or ArgumentException
                        or InvalidOperationException
                        or InvalidCastException
                        or OverflowException
                        or JsonException
            )
        {
            read = [];
            return Short(failure.GetBaseException().Message);
        }
    }

    private void LeaveOut<T>(ResourceKind kind, Key key, string reason)
        where T : class =>
        _unreadable.Add(
            new(kind, key.Id, Short(key.Name), reason, Values(TableOf<T>(), key.Id).ToJsonString())
        );

    private string TableOf<T>() => db.Model.FindEntityType(typeof(T))!.GetTableName()!;

    private JsonObject Values(string table, string id)
    {
        using var command = ((SqliteConnection)db.Database.GetDbConnection()).CreateCommand();
        command.Transaction = (SqliteTransaction?)
            db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = $"SELECT * FROM {table} WHERE id = $id";
        command.Parameters.AddWithValue("$id", id);
        var values = new JsonObject();
        using var row = command.ExecuteReader();
        if (row.Read())
        {
            for (var i = 0; i < row.FieldCount; i++)
            {
                values[row.GetName(i)] = row.GetValue(i) switch
                {
                    DBNull => null,
                    long number => number,
                    double number => number,
                    byte[] bytes => Short(Convert.ToHexString(bytes)),
                    var other => Short(other.ToString() ?? ""),
                };
            }
        }

        return values;
    }

    private static string Short(string text) =>
        text.Length <= LongestText ? text : $"{text[..LongestText]}…";

    private sealed record Key(string Id, string Name);
}
