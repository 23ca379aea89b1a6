using System.CommandLine;
using System.Text.Json;
using LbPlatform.Cli.Api;

namespace LbPlatform.Cli.Explain;

/// <summary><c>lb explain</c>: what would become of a request, and why.</summary>
internal sealed class ExplainCommand(Screen screen)
{
    private readonly ApiCommand _api = new(screen);

    private readonly Argument<string[]> _request = new("request")
    {
        Description = "A URL, with the method before it if it is not GET",
        Arity = new ArgumentArity(1, 2),
    };

    private readonly Option<string[]> _headers = new("--header", "-H")
    {
        HelpName = "'NAME: VALUE'",
        Description = "A header of the request, as curl takes it; may be given several times",
    };

    private readonly Option<string?> _client = new("--client")
    {
        HelpName = "IP",
        Description = "The address that connects (default: 127.0.0.1)",
    };

    private readonly Option<string?> _listener = new("--listener")
    {
        HelpName = "URL",
        Description = "The listener that it comes to (default: the first with the URL's scheme)",
    };

    private readonly Option<string?> _node = new("--node")
    {
        HelpName = "ID",
        Description = "The data plane that is asked (default: any that lives)",
    };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "The same as --output json",
    };

    public Command Create()
    {
        var explain = new Command(
            "explain",
            "Say what would become of a request: its route, who could get it, why the others not"
        )
        {
            _request,
            _headers,
            _client,
            _listener,
            _node,
            _json,
        };
        _api.AddOptionsTo(explain);
        explain.SetAction(RunAsync);
        return explain;
    }

    private Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var words = parsed.GetValue(_request) ?? [];
        List<string> errors = [];
        var asked = ExplainQuestion.Read(words, parsed.GetValue(_headers) ?? [], errors) with
        {
            Client = parsed.GetValue(_client),
            Listener = parsed.GetValue(_listener),
        };
        return errors.Count > 0
            ? Task.FromResult(screen.Fail(errors, ExitCode.Usage))
            : _api.RunAsync(
                parsed,
                async client =>
                    Print(
                        parsed,
                        asked,
                        await client.ExplainAsync(asked, parsed.GetValue(_node), stop)
                    )
            );
    }

    private void Print(ParseResult parsed, ExplainQuestion asked, JsonElement answer)
    {
        if (_api.IsJson(parsed) || parsed.GetValue(_json))
        {
            _api.Print(answer);
            return;
        }

        foreach (var line in ExplanationText.Of(asked, answer))
        {
            screen.Output.WriteLine(line);
        }
    }
}
