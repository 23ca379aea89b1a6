using System.Diagnostics;

namespace LbPlatform.Cli.Tests;

/// <summary>Signals to processes, and who is there.</summary>
internal static class Signals
{
    public static void Send(int process, string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process}"]);
        kill.WaitForExit();
    }

    /// <summary>The processes whose command line has every one of <paramref name="words"/>.</summary>
    public static IReadOnlyList<int> Find(params string[] words) =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Select(static entry => Path.GetFileName(entry))
                .Where(static entry => entry.All(char.IsAsciiDigit))
                .Where(process => words.All(CommandLine(process).Contains))
                .Select(int.Parse),
        ];

    private static string[] CommandLine(string process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            return [];
        }
    }
}
