using System.CommandLine;
using System.CommandLine.Help;
using LbPlatform.Cli.Demo;
using LbPlatform.Cli.Explain;
using LbPlatform.Cli.Resources;
using LbPlatform.Cli.Up;

namespace LbPlatform.Cli.CommandLine;

/// <summary>The command <c>lb</c> and its verbs.</summary>
internal static class LbCommand
{
    public const string Name = "lb";

    public static Command Create(Screen screen)
    {
        // Not a RootCommand: that one is named for its assembly, and people type lb.
        var root = new Command(
            Name,
            "An API-driven layer-7 load balancer: ControlPlane, DataPlane and Poller over one store."
        )
        {
            UpCommand.Create(screen),
            new BackendsCommand(screen).Create(),
            new PoolsCommand(screen).Create(),
            new RoutesCommand(screen).Create(),
            new ExplainCommand(screen).Create(),
            DemoCommand.Create(screen),
            VersionCommand(screen),
            new HelpOption(),
        };
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
        }

        return root;
    }

    /// <summary>Parses, runs, and answers the exit code.</summary>
    public static async Task<int> RunAsync(string[] args, Screen screen)
    {
        var root = Create(screen);
        var parsed = root.Parse(
            args switch
            {
                [] => ["--help"],
                ["--version"] => ["version"],
                _ => args,
            },
            new ParserConfiguration { ResponseFileTokenReplacer = null }
        );
        if (parsed.Errors.Count > 0)
        {
            return screen.Fail(UsageErrors.Explain(parsed), ExitCode.Usage);
        }

        var configuration = new InvocationConfiguration
        {
            Output = screen.Output,
            Error = screen.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return await parsed.InvokeAsync(configuration);
    }

    private static Command VersionCommand(Screen screen)
    {
        var version = new Command("version", "Print the version");
        version.SetAction(_ => screen.Output.WriteLine($"LbPlatform {ProductVersion.Text}"));
        return version;
    }
}
