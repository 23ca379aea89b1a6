using System.Runtime.InteropServices;

namespace LbPlatform.Cli.Programs;

/// <summary>
/// Where the programs lie that this command starts: beside it as the build lays them out
/// (<c>bin/Program/configuration/</c>), or under the directory that LB_HOME names (<c>Program/</c>, or all in one).
/// </summary>
internal sealed class ProgramFiles(string ownDirectory, string? home)
{
    /// <summary>Names another home for the programs.</summary>
    public const string HomeVariable = "LB_HOME";

    public const string ControlPlane = nameof(ControlPlane);
    public const string DataPlane = nameof(DataPlane);
    public const string Poller = nameof(Poller);
    public const string EchoBackend = nameof(EchoBackend);

    /// <summary>As seen from the running command.</summary>
    public static ProgramFiles OfProcess() =>
        new(AppContext.BaseDirectory, Environment.GetEnvironmentVariable(HomeVariable));

    /// <summary>The runtime that runs this command; it runs the others too.</summary>
    public static string Dotnet
    {
        get
        {
            // <root>/shared/Microsoft.NETCore.App/10.0.x/ is where the runtime lies.
            var root = Path.GetFullPath(
                Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")
            );
            var muxer = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
            return File.Exists(muxer) ? muxer : "dotnet";
        }
    }

    /// <summary>The assembly of <paramref name="program"/>: the first place that has it, else the first place.</summary>
    public string AssemblyOf(string program)
    {
        var places = PlacesOf(program).ToArray();
        return Array.Find(places, File.Exists) ?? places[0];
    }

    private IEnumerable<string> PlacesOf(string program)
    {
        var file = $"LbPlatform.{program}.dll";
        if (!string.IsNullOrEmpty(home))
        {
            yield return Path.GetFullPath(Path.Combine(home, program, file));
            yield return Path.GetFullPath(Path.Combine(home, file));
            yield break;
        }

        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(ownDirectory));
        yield return Path.GetFullPath(
            Path.Combine(ownDirectory, "..", "..", program, configuration, file)
        );
        yield return Path.GetFullPath(Path.Combine(ownDirectory, "..", program, file));
    }
}
