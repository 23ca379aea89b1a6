using System.ComponentModel;
using System.Diagnostics;

namespace LbPlatform.Testing;

/// <summary>Programs of others that a test runs beside ours.</summary>
public static class RealProgram
{
    /// <summary>Starts it; where it is missing the test fails, and says what to install.</summary>
    /// <param name="name">The program.</param>
    /// <param name="package">The Debian package that has it.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Process Start(string name, string package, string arguments)
    {
        try
        {
            return Process.Start(
                    new ProcessStartInfo(name, arguments)
                    {
                        UseShellExecute = false,
                        // Where Debian keeps servers, which is not on every user's path.
                        Environment =
                        {
                            ["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin",
                        },
                        RedirectStandardInput = true,
                        RedirectStandardOutput = true,
                    }
                ) ?? throw new InvalidOperationException($"{name} did not start.");
        }
        catch (Win32Exception failure)
        {
            throw new InvalidOperationException(
                $"This test needs {name}: apt-get install {package}.",
                failure
            );
        }
    }
}
