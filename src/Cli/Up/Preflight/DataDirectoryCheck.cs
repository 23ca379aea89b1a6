namespace LbPlatform.Cli.Up.Preflight;

/// <summary>Whether the store can be written where it was asked for; makes the directory.</summary>
internal static class DataDirectoryCheck
{
    /// <summary><c>null</c> where it can, else one line.</summary>
    public static string? Run(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            var trial = Path.Combine(directory, $".lb-{Guid.NewGuid():N}");
            using var file = new FileStream(
                trial,
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                bufferSize: 1,
                FileOptions.DeleteOnClose
            );
            return null;
        }
        catch (Exception failure)
            when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"Cannot write to the data directory '{directory}' ({failure.Message.TrimEnd('.')}). Give this user the right to, or name another with --data DIR.";
        }
    }
}
