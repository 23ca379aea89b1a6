using System.CommandLine;
using System.Net;
using System.Text.Json;

namespace LbPlatform.Cli.Api;

/// <summary>What every command over the API has: where the control plane is, the form of the output, the exit codes.</summary>
internal sealed class ApiCommand(Screen screen)
{
    /// <summary>Names the control plane where --server does not.</summary>
    public const string ServerVariable = "LB_SERVER";

    private const string DefaultServer = "http://localhost:9080";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly Option<string> _server = new("--server")
    {
        HelpName = "URL",
        Description = $"The control plane (default: {ServerVariable}, else {DefaultServer})",
        Recursive = true,
    };

    private readonly Option<string> _output = new("--output", "-o")
    {
        HelpName = "table|json",
        Description = "The form of the output (default: table)",
        Recursive = true,
    };

    public Screen Screen => screen;

    /// <summary>Gives <paramref name="noun"/> the options that all its verbs share.</summary>
    public void AddOptionsTo(Command noun)
    {
        noun.Add(_server);
        noun.Add(_output);
    }

    /// <summary>Whether the answers are wanted as the API gave them.</summary>
    public bool IsJson(ParseResult parsed) => parsed.GetValue(_output) == "json";

    /// <summary>Runs <paramref name="verb"/> against the control plane; answers the exit code.</summary>
    public Task<int> RunAsync(ParseResult parsed, Func<ControlPlaneClient, Task> verb) =>
        RunAsync(
            parsed,
            async client =>
            {
                await verb(client);
                return ExitCode.Ok;
            }
        );

    /// <summary>Runs <paramref name="verb"/>, which says by its exit code how it went.</summary>
    public async Task<int> RunAsync(ParseResult parsed, Func<ControlPlaneClient, Task<int>> verb)
    {
        var output = parsed.GetValue(_output);
        var server =
            parsed.GetValue(_server)
            ?? Environment.GetEnvironmentVariable(ServerVariable)
            ?? DefaultServer;
        List<string> errors = [];
        if (output is not (null or "table" or "json"))
        {
            errors.Add($"--output '{output}' is unknown; give table or json.");
        }

        if (!BackendUrl.TryParse(server, out var url, out var error))
        {
            errors.Add($"--server: {error}");
        }

        return errors.Count > 0 || url is null
            ? screen.Fail(errors, ExitCode.Usage)
            : await RunAsync(new Uri($"{url.Text}/"), verb);
    }

    /// <summary>Prints an answer as the API gave it, indented.</summary>
    public void Print(JsonElement answer) =>
        screen.Output.WriteLine(JsonSerializer.Serialize(answer, Indented));

    private async Task<int> RunAsync(Uri server, Func<ControlPlaneClient, Task<int>> verb)
    {
        try
        {
            using var client = new ControlPlaneClient(server);
            return await verb(client);
        }
        catch (ControlPlaneClient.RefusedException refused)
        {
            return screen.Fail(refused.Problem.Lines, ExitCodeOf(refused.Status));
        }
        catch (ControlPlaneClient.UnreachableException unreachable)
        {
            return screen.Fail([unreachable.Message], ExitCode.Unreachable);
        }
    }

    private static int ExitCodeOf(HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.NotFound => ExitCode.NotFound,
            < HttpStatusCode.InternalServerError => ExitCode.Refused,
            _ => ExitCode.Failed,
        };
}
