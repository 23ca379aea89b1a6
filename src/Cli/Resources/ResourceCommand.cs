using System.CommandLine;
using System.Text.Json;
using LbPlatform.Cli.Api;

namespace LbPlatform.Cli.Resources;

/// <summary>A noun of the command line over a kind of resource: list, add, show, remove, thin over the API.</summary>
/// <param name="screen">Where it prints.</param>
/// <param name="one">What one of them is called.</param>
/// <param name="many">What they are called: the noun, and their place in the API.</param>
internal abstract class ResourceCommand(Screen screen, string one, string many)
{
    private readonly Argument<string> _name = new("name") { Description = "A name or an id" };

    private readonly ApiCommand _api = new(screen);

    /// <summary>The way to the control plane.</summary>
    protected ApiCommand Api => _api;

    /// <summary>The argument that names one of them.</summary>
    protected Argument<string> NameArgument => _name;

    /// <summary>Where it prints.</summary>
    protected Screen Screen => screen;

    /// <summary>What the table shows of each.</summary>
    protected abstract IReadOnlyList<Column> Columns { get; }

    public Command Create()
    {
        var noun = new Command(many, $"List, add, show and remove {many}")
        {
            List(),
            Add(),
            Show(),
            Remove(),
        };
        foreach (var verb in More())
        {
            noun.Add(verb);
        }

        _api.AddOptionsTo(noun);
        return noun;
    }

    /// <summary>The verb <c>add</c>, with what may be said of a new one.</summary>
    protected abstract Command Add();

    /// <summary>Verbs that only this noun has.</summary>
    protected virtual IEnumerable<Command> More() => [];

    /// <summary>What the verb <c>remove</c> may be told, beside whom.</summary>
    protected virtual IEnumerable<Option> RemoveOptions => [];

    /// <summary>The query that tells it to the API; empty where nothing was said.</summary>
    protected virtual string RemoveQuery(ParseResult parsed) => "";

    /// <summary>Adds a resource and says so.</summary>
    protected Task<int> AddAsync(
        ParseResult parsed,
        object body,
        CancellationToken cancellationToken
    ) =>
        _api.RunAsync(
            parsed,
            async client =>
            {
                var added = await client.AddAsync(many, body, cancellationToken);
                if (_api.IsJson(parsed))
                {
                    _api.Print(added);
                    return;
                }

                await screen.Output.WriteLineAsync(
                    $"{added.GetProperty("name").GetString()} added"
                );
            }
        );

    private Command List()
    {
        var list = new Command("list", $"List the {many}");
        list.SetAction(
            (parsed, stop) =>
                _api.RunAsync(
                    parsed,
                    async client =>
                    {
                        var answer = await client.ListAsync(many, stop);
                        if (_api.IsJson(parsed))
                        {
                            _api.Print(answer);
                            return;
                        }

                        foreach (var line in ResourceTable.For(answer, Columns))
                        {
                            await screen.Output.WriteLineAsync(line);
                        }
                    }
                )
        );
        return list;
    }

    private Command Show()
    {
        var show = new Command("show", $"Show all that is known of a {one}") { _name };
        show.SetAction(
            (parsed, stop) =>
                _api.RunAsync(
                    parsed,
                    async client =>
                        _api.Print(await client.ReadAsync(many, parsed.GetValue(_name)!, stop))
                )
        );
        return show;
    }

    private Command Remove()
    {
        var remove = new Command("remove", $"Remove a {one}") { _name };
        foreach (var option in RemoveOptions)
        {
            remove.Add(option);
        }

        remove.SetAction(
            (parsed, stop) =>
                _api.RunAsync(
                    parsed,
                    async client =>
                    {
                        var name = parsed.GetValue(_name)!;
                        var left = await client.RemoveAsync(many, name, RemoveQuery(parsed), stop);
                        await screen.Output.WriteLineAsync(
                            left.ValueKind == JsonValueKind.Object
                                ? $"{name} drains, and is removed once nothing is in flight"
                                : $"{name} removed"
                        );
                    }
                )
        );
        return remove;
    }
}
