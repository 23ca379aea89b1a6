namespace LbPlatform.Tidy.Tests;

/// <summary>The files of the repository as they lie in the working tree.</summary>
internal static class Tree
{
    private static readonly string[] Skipped =
    [
        "artifacts",
        ".git",
        "Migrations",
        "bin",
        "obj",
        "node_modules",
        "last-good",
    ];

    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory
            .EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(static file =>
                !Path.GetRelativePath(Root, file)
                    .Split(Path.DirectorySeparatorChar)
                    .Intersect(Skipped)
                    .Any()
            )
            .Order(StringComparer.Ordinal);

    public static string Name(string file) =>
        Path.GetRelativePath(Root, file).Replace(Path.DirectorySeparatorChar, '/');

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "LbPlatform.sln")))
        {
            directory =
                directory.Parent
                ?? throw new DirectoryNotFoundException("LbPlatform.sln not found.");
        }

        return directory.FullName;
    }
}
