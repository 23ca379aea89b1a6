namespace LbPlatform.State.Store;

/// <summary>
/// The side file beside a database file that its writer touches after a commit and that readers watch. A lost signal
/// costs a reader one poll interval and nothing else, so failures to write it are ignored.
/// </summary>
public static class ChangeSignal
{
    /// <summary>The side file of <paramref name="databaseFile"/>.</summary>
    public static string FileOf(string databaseFile) => databaseFile + ".signal";

    /// <summary>Tells the readers of <paramref name="databaseFile"/> that a commit happened.</summary>
    public static void Poke(string databaseFile)
    {
        try
        {
            using var file = new FileStream(
                FileOf(databaseFile),
                FileMode.OpenOrCreate,
                FileAccess.Write,
                FileShare.ReadWrite | FileShare.Delete,
                bufferSize: 0
            );
            file.WriteByte((byte)'!');
        }
        catch (IOException)
        {
            // The readers' poll sees the commit.
        }
        catch (UnauthorizedAccessException)
        {
            // As above.
        }
    }
}
