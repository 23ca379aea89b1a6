namespace LbPlatform.DataPlane.Listeners.Tls;

/// <summary>What tells one content of a file from another without reading it.</summary>
/// <param name="File">Where it lies in the end, links followed: a swapped link is a changed file.</param>
/// <param name="Length">In bytes; -1 where there is no such file.</param>
/// <param name="WrittenAt">When it was written last, UTC.</param>
internal readonly record struct FileStamp(string File, long Length, DateTime WrittenAt)
{
    /// <summary>The stamp of now; a file that cannot be looked at counts as missing.</summary>
    public static FileStamp Of(string file)
    {
        try
        {
            var target = System.IO.File.ResolveLinkTarget(file, returnFinalTarget: true);
            var found = new FileInfo(target?.FullName ?? file);
            return found.Exists
                ? new(found.FullName, found.Length, found.LastWriteTimeUtc)
                : new(file, -1, default);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new(file, -1, default);
        }
    }

    /// <inheritdoc />
    public override string ToString() => $"{File} {Length} {WrittenAt.Ticks}";

    /// <summary>The stamps of several, comparable as one text.</summary>
    public static string Of(IEnumerable<string> files) => string.Join('|', files.Select(Of));
}
