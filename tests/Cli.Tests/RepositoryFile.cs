namespace LbPlatform.Cli.Tests;

/// <summary>Files as they stand in the repository.</summary>
internal static class RepositoryFile
{
    private static readonly string Root = FindRoot(AppContext.BaseDirectory);

    public static string PathOf(string name) => Path.Combine(Root, name);

    private static string FindRoot(string from) =>
        File.Exists(Path.Combine(from, "LbPlatform.sln"))
            ? from
            : FindRoot(Path.GetDirectoryName(from)!);
}
