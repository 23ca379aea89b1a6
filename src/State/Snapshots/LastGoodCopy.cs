using System.Text.Json;

namespace LbPlatform.State.Snapshots;

/// <summary>
/// A copy of a snapshot on local disk, from which a process starts when the store cannot be read. It is replaced
/// whole: a crash while writing leaves the old one.
/// </summary>
/// <typeparam name="T">The snapshot.</typeparam>
public sealed class LastGoodCopy<T>
    where T : class
{
    private readonly string _file;

    /// <summary>The copy kept in <paramref name="file"/>.</summary>
    public LastGoodCopy(string file) => _file = file;

    /// <summary>Reads the copy and when it was made; <c>null</c> where there is none that can be read.</summary>
    public (T Snapshot, DateTimeOffset MadeAt)? TryRead()
    {
        try
        {
            using var file = File.OpenRead(_file);
            return JsonSerializer.Deserialize<T>(file, SnapshotJson.Options) is { } snapshot
                ? (snapshot, new DateTimeOffset(File.GetLastWriteTimeUtc(_file)))
                : null;
        }
        catch (Exception failure)
            when (failure
                    is IOException
                        or UnauthorizedAccessException
                        or JsonException
                        or FormatException
                        or ArgumentException
            )
        {
            return null;
        }
    }

    /// <summary>Replaces the copy.</summary>
    /// <exception cref="IOException">The disk refuses; the old copy stays.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public void Write(T snapshot)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        var draft = $"{_file}.{Environment.ProcessId}.tmp";
        using (var file = File.Create(draft))
        {
            JsonSerializer.Serialize(file, snapshot, SnapshotJson.Options);
        }

        File.Move(draft, _file, overwrite: true);
    }
}
