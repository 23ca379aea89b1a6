using System.Collections.Immutable;
using LbPlatform.Cli.Programs;
using LbPlatform.Cli.Supervision;

namespace LbPlatform.Cli.Demo;

/// <summary>The demo backends: demo-1 on the first port, and so on. Pure.</summary>
internal static class DemoPlan
{
    public static IEnumerable<ChildPlan> For(
        ImmutableArray<int> ports,
        int stopStage,
        Func<string, string> assemblyOf
    ) =>
        ports.Select(
            (port, n) =>
                new ChildPlan
                {
                    Name = $"demo-{n + 1}",
                    Assembly = assemblyOf(ProgramFiles.EchoBackend),
                    Arguments =
                    [
                        .. ChildArguments.Supervised,
                        .. ChildArguments.Set("port", $"{port}"),
                        .. ChildArguments.Set("name", $"demo-{n + 1}"),
                    ],
                    Ready = new Uri($"http://127.0.0.1:{port}/readyz"),
                    StopStage = stopStage,
                }
        );
}
