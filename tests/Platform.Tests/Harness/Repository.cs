using System.Reflection;

namespace LbPlatform.Platform.Tests.Harness;

/// <summary>Where the tree and its built programs are.</summary>
internal static class Repository
{
    /// <summary>The directory of LbPlatform.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The built program of a project, in the configuration that the tests were built in.</summary>
    public static string Program(string project) =>
        Path.Combine(Root, "artifacts", "bin", project, Configuration, $"LbPlatform.{project}");

    private static string Configuration { get; } =
        new DirectoryInfo(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!).Name;

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
