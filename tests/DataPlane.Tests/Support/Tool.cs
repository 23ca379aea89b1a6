using System.Diagnostics;

namespace LbPlatform.DataPlane.Tests.Support;

/// <summary>A program of the system, as users have it.</summary>
internal static class Tool
{
    /// <summary>Runs it to its end; what it printed on both outputs.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(Eventually.Patience);
            return await output + await errors;
        }
        finally
        {
            Stop(process);
        }
    }

    /// <summary>Starts it; to be ended with <see cref="Stop"/>.</summary>
    public static Process Start(string program, params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;

    public static void Stop(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
    }
}
