using System.Collections.Immutable;
using System.CommandLine;
using LbPlatform.Cli.Programs;
using LbPlatform.Cli.Supervision;
using LbPlatform.Cli.Up;
using LbPlatform.Cli.Up.Preflight;

namespace LbPlatform.Cli.Demo;

/// <summary><c>lb demo backends</c>: only the demo backends, for a platform that runs elsewhere.</summary>
internal static class DemoCommand
{
    public static Command Create(Screen screen)
    {
        var ports = new Option<string>("--ports")
        {
            HelpName = "PORTS",
            Description = "Where they listen (default: 9001-9003)",
        };
        var backends = new Command("backends", "Run demo backends in the foreground") { ports };
        backends.SetAction((parsed, _) => RunAsync(parsed.GetValue(ports), screen));
        return new Command("demo", "Things to try the platform with") { backends };
    }

    private static async Task<int> RunAsync(string? text, Screen screen)
    {
        var ports = UpOptions.DefaultDemoPorts;
        if (text is not null && !PortList.TryParse(text, out ports, out var error))
        {
            return screen.Fail([$"--ports {error}"], ExitCode.Usage);
        }

        var plans = DemoPlan.For(ports, 0, ProgramFiles.OfProcess().AssemblyOf).ToImmutableArray();
        var listeners = ports.Select(static port => new Listener(port, "--ports", Reach.Loopback));
        string[] obstacles = [.. ProgramCheck.Run(plans), .. PortCheck.Run(listeners)];
        return obstacles.Length > 0
            ? screen.Fail(obstacles, ExitCode.Failed)
            : await new Foreground(screen, TimeProvider.System).RunAsync(
                plans,
                ProgramFiles.Dotnet,
                (supervisor, _, stop) => supervisor.StartAsync(plans, stop),
                () =>
                    [
                        "",
                        .. ports.Select(
                            static (port, n) => $"  demo-{n + 1}  http://localhost:{port}"
                        ),
                        "",
                    ]
            );
    }
}
