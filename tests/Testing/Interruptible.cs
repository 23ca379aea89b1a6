using System.Diagnostics;

namespace LbPlatform.Testing;

/// <summary>
/// Starts programs that SIGINT stops. A run of the tests that itself began in the background (<c>dotnet test &amp;</c> in a
/// script) inherits an ignored SIGINT, and would hand it on to everything it starts.
/// </summary>
public static class Interruptible
{
    /// <summary>How to start <paramref name="program"/>; the process id is the program's own.</summary>
    public static ProcessStartInfo Start(string program, IEnumerable<string> arguments) =>
        OperatingSystem.IsLinux()
            ? new("env", ["--default-signal=INT,QUIT", program, .. arguments])
            : new(program, arguments);
}
