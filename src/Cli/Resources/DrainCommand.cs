using System.CommandLine;
using System.Text.Json;
using LbPlatform.Cli.Api;
using LbPlatform.Cli.Up;

namespace LbPlatform.Cli.Resources;

/// <summary>
/// <c>lb backends drain</c>: lets a backend go, and waits for the end of that as long as it is told to. A script may stop the
/// server where the exit code of one that waits is 0.
/// </summary>
internal sealed class DrainCommand(ApiCommand api, Argument<string> name)
{
    /// <summary>The longest that it waits, as the API does.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly Option<string> _wait = new("--wait")
    {
        HelpName = "0s-5m",
        Description = "Wait for it, and fail where it is not drained then (default: 0s)",
    };

    private readonly Option<string> _timeout = new("--timeout")
    {
        HelpName = "0s-1h",
        Description =
            "The time of clients that are tied to it, and of WebSockets (default: its pool's)",
    };

    public Command Create()
    {
        var drain = new Command("drain", "Let a backend go: no new clients, and the others end")
        {
            name,
            _wait,
            _timeout,
        };
        drain.SetAction(RunAsync);
        return drain;
    }

    private Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var flags = new FlagReader();
        var wait = flags.Duration(_wait.Name, parsed.GetValue(_wait), TimeSpan.Zero, LongestWait);
        var timeout = flags.Duration(
            _timeout.Name,
            parsed.GetValue(_timeout),
            TimeSpan.Zero,
            BackendDrain.LongestTimeout
        );
        return flags.Errors.Count > 0
            ? Task.FromResult(api.Screen.Fail(flags.Errors, ExitCode.Usage))
            : api.RunAsync(
                parsed,
                async client =>
                    Say(
                        parsed,
                        await client.DrainAsync(
                            parsed.GetValue(name)!,
                            wait ?? TimeSpan.Zero,
                            timeout,
                            stop
                        ),
                        wait
                    )
            );
    }

    private int Say(ParseResult parsed, JsonElement backend, TimeSpan? wait)
    {
        var isLate = wait > TimeSpan.Zero && !DrainText.IsDrained(backend);
        if (api.IsJson(parsed))
        {
            api.Print(backend);
        }
        else if (!isLate)
        {
            api.Screen.Output.WriteLine(DrainText.Of(backend));
        }

        return isLate ? api.Screen.Fail([DrainText.Of(backend)], ExitCode.Failed) : ExitCode.Ok;
    }
}
