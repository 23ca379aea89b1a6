using LbPlatform.Cli.Api;
using LbPlatform.Cli.Programs;
using LbPlatform.Cli.Supervision;
using LbPlatform.Cli.Up.Preflight;
using LbPlatform.Cli.Up.Seeding;

namespace LbPlatform.Cli.Up;

/// <summary>Runs a platform from its plan until it is told to stop.</summary>
internal sealed class UpRun(Screen screen, ProgramFiles programs, TimeProvider time)
{
    public async Task<int> RunAsync(UpOptions options)
    {
        var started = time.GetTimestamp();
        var dataDirectory = Path.GetFullPath(options.DataDirectory);
        var plan = PlatformPlan.For(options, dataDirectory, programs.AssemblyOf);
        if (Preflight(plan, dataDirectory) is { Count: > 0 } obstacles)
        {
            return screen.Fail(obstacles, ExitCode.Failed);
        }

        return await new Foreground(screen, time).RunAsync(
            plan.Children,
            ProgramFiles.Dotnet,
            (supervisor, lines, stop) => StartAsync(supervisor, plan, options, lines, stop),
            () =>
                Banner.For(
                    options,
                    dataDirectory,
                    ProductVersion.Text,
                    time.GetElapsedTime(started)
                )
        );
    }

    private static List<string> Preflight(PlatformPlan plan, string dataDirectory) =>
        [
            .. ProgramCheck.Run(plan.Children),
            .. PortCheck.Run(plan.Listeners),
            .. new[] { DataDirectoryCheck.Run(dataDirectory) }.OfType<string>(),
        ];

    private static async Task<IReadOnlyList<string>> StartAsync(
        Supervisor supervisor,
        PlatformPlan plan,
        UpOptions options,
        LineQueue lines,
        CancellationToken stop
    )
    {
        lines.Say($"starting {NamesOf(plan.Foundation)}");
        var failures = await supervisor.StartAsync(plan.Foundation, stop);
        if (failures.Count > 0)
        {
            return failures;
        }

        using var controlPlane = new ControlPlaneClient(
            new Uri($"http://127.0.0.1:{options.ControlPort}")
        );
        var refusals = await new Seeder(controlPlane, lines).SeedAsync(options, stop);
        if (refusals.Count > 0)
        {
            return refusals;
        }

        lines.Say($"starting {NamesOf(plan.Rest)}");
        return await supervisor.StartAsync(plan.Rest, stop);
    }

    private static string NamesOf(IEnumerable<ChildPlan> plans) =>
        string.Join(", ", plans.Select(static plan => plan.Name));
}
