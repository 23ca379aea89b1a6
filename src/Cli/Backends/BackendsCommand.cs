using System.CommandLine;
using System.Text.Json;
using LbPlatform.Cli.Api;
using LbPlatform.Cli.Up.Seeding;

namespace LbPlatform.Cli.Backends;

/// <summary><c>lb backends</c>: the control plane's backends from the command line, thin over the API.</summary>
internal sealed class BackendsCommand(ApiCommand api)
{
    private readonly Argument<string> _name = new("name") { Description = "A name or an id" };

    public static Command Create(Screen screen)
    {
        var api = new ApiCommand(screen);
        var verbs = new BackendsCommand(api);
        var backends = new Command("backends", "List, add, show and remove backends")
        {
            verbs.List(),
            verbs.Add(),
            verbs.Show(),
            verbs.Remove(),
        };
        api.AddOptionsTo(backends);
        return backends;
    }

    private Command List()
    {
        var list = new Command("list", "List the backends");
        list.SetAction(
            (parsed, stop) =>
                api.RunAsync(
                    parsed,
                    async client =>
                    {
                        var answer = await client.ListBackendsAsync(stop);
                        if (api.IsJson(parsed))
                        {
                            api.Print(answer);
                            return;
                        }

                        foreach (var line in BackendTable.For(answer))
                        {
                            await api.Screen.Output.WriteLineAsync(line);
                        }
                    }
                )
        );
        return list;
    }

    private Command Add()
    {
        var address = new Argument<string>("address") { Description = "A URL, or host:port" };
        var name = new Option<string>("--name")
        {
            HelpName = "NAME",
            Description = "What to call it (default: made of its address)",
        };
        var add = new Command("add", "Add a backend") { address, name };
        add.SetAction(
            async (parsed, stop) =>
                BackendAddress.TryParse(parsed.GetValue(address)!, out var url, out var error)
                    ? await PrintAsync(
                        parsed,
                        client =>
                            client.AddBackendAsync(
                                new BackendSeed(parsed.GetValue(name), url),
                                stop
                            ),
                        "added"
                    )
                    : api.Screen.Fail([error], ExitCode.Usage)
        );
        return add;
    }

    private Command Show()
    {
        var show = new Command("show", "Show all that is known of a backend") { _name };
        show.SetAction(
            (parsed, stop) =>
                api.RunAsync(
                    parsed,
                    async client =>
                        api.Print(await client.ReadBackendAsync(parsed.GetValue(_name)!, stop))
                )
        );
        return show;
    }

    private Command Remove()
    {
        var remove = new Command("remove", "Remove a backend") { _name };
        remove.SetAction(
            (parsed, stop) =>
                api.RunAsync(
                    parsed,
                    async client =>
                    {
                        var name = parsed.GetValue(_name)!;
                        await client.RemoveBackendAsync(name, stop);
                        await api.Screen.Output.WriteLineAsync($"{name} removed");
                    }
                )
        );
        return remove;
    }

    private Task<int> PrintAsync(
        ParseResult parsed,
        Func<ControlPlaneClient, Task<JsonElement>> change,
        string done
    ) =>
        api.RunAsync(
            parsed,
            async client =>
            {
                var backend = await change(client);
                if (api.IsJson(parsed))
                {
                    api.Print(backend);
                    return;
                }

                await api.Screen.Output.WriteLineAsync(
                    $"{backend.GetProperty("name").GetString()} {done}"
                );
            }
        );
}
