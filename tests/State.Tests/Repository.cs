namespace LbPlatform.State.Tests;

/// <summary>Files of the source tree.</summary>
internal static class Repository
{
    private static readonly string Root = Find();

    /// <summary>The absolute path of a file or folder.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (
            var directory = new DirectoryInfo(AppContext.BaseDirectory);
            directory is not null;
            directory = directory.Parent
        )
        {
            if (File.Exists(System.IO.Path.Combine(directory.FullName, "LbPlatform.sln")))
            {
                return directory.FullName;
            }
        }

        throw new DirectoryNotFoundException("The tests run outside of the source tree.");
    }
}
