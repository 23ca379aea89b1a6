namespace LbPlatform.Platform.Tests.Harness;

/// <summary>Runs a command line as a person would, and answers what it printed.</summary>
internal static class Shell
{
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string commandLine,
        string? directory = null
    )
    {
        await using var bash = RealProcess.Start("bash", ["-c", commandLine], directory);
        var exitCode = await bash.ExitAsync(TimeSpan.FromMinutes(2));
        return (exitCode, string.Join('\n', bash.Lines));
    }
}
