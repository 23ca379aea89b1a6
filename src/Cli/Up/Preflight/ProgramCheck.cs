using LbPlatform.Cli.Programs;
using LbPlatform.Cli.Supervision;

namespace LbPlatform.Cli.Up.Preflight;

/// <summary>Whether the programs to start are there.</summary>
internal static class ProgramCheck
{
    /// <summary>One line for each program that is missing.</summary>
    public static IReadOnlyList<string> Run(IEnumerable<ChildPlan> plans) =>
        [
            .. plans
                .Select(static plan => plan.Assembly)
                .Distinct()
                .Where(static assembly => !File.Exists(assembly))
                .Select(static assembly =>
                    $"{assembly} is missing. Build it (./lb does), or name the programs' directory with {ProgramFiles.HomeVariable}."
                ),
        ];
}
