using System.CommandLine;
using LbPlatform.Cli.Up.Seeding;

namespace LbPlatform.Cli.Resources;

/// <summary><c>lb backends</c>.</summary>
internal sealed class BackendsCommand(Screen screen)
    : ResourceCommand(screen, "backend", "backends")
{
    private readonly Option<bool> _now = new("--now")
    {
        Description = "At once, without draining it first",
    };

    protected override IReadOnlyList<Column> Columns { get; } =
    [
        Column.Of("NAME", "name"),
        Column.Of("URL", "url"),
        Column.Of("POOL", "pool"),
        Column.Of("WEIGHT", "weight"),
        Column.Of("STATE", "administrativeState"),
        Column.Of("HEALTH", "health", "status"),
    ];

    protected override IEnumerable<Option> RemoveOptions => [_now];

    protected override string RemoveQuery(ParseResult parsed) =>
        parsed.GetValue(_now) ? "?drain=false" : "";

    protected override IEnumerable<Command> More() =>
        [new DrainCommand(Api, NameArgument).Create(), Enable()];

    protected override Command Add()
    {
        var address = new Argument<string>("address") { Description = "A URL, or host:port" };
        var name = new Option<string>("--name")
        {
            HelpName = "NAME",
            Description = "What to call it (default: made of its address)",
        };
        var pool = new Option<string>("--pool")
        {
            HelpName = "POOL",
            Description = "The pool that it serves (default: default)",
        };
        var weight = new Option<int?>("--weight")
        {
            HelpName = "0-1000",
            Description = "Its share of the pool's requests (default: 100)",
        };
        var tier = new Option<int?>("--tier")
        {
            HelpName = "0-9",
            Description = "1 and more are backups (default: 0)",
        };
        var zone = new Option<string>("--zone")
        {
            HelpName = "ZONE",
            Description = "The zone that it runs in (default: none)",
        };
        var add = new Command("add", "Add a backend") { address, name, pool, weight, tier, zone };
        add.SetAction(
            async (parsed, stop) =>
                BackendAddress.TryParse(parsed.GetValue(address)!, out var url, out var error)
                    ? await AddAsync(
                        parsed,
                        new
                        {
                            name = parsed.GetValue(name),
                            url,
                            pool = parsed.GetValue(pool),
                            weight = parsed.GetValue(weight),
                            tier = parsed.GetValue(tier),
                            zone = parsed.GetValue(zone),
                        },
                        stop
                    )
                    : Screen.Fail([error], ExitCode.Usage)
        );
        return add;
    }

    private Command Enable()
    {
        var enable = new Command("enable", "Take a backend into service again") { NameArgument };
        enable.SetAction(
            (parsed, stop) =>
                Api.RunAsync(
                    parsed,
                    async client =>
                    {
                        var backend = await client.EnableAsync(
                            parsed.GetValue(NameArgument)!,
                            stop
                        );
                        if (Api.IsJson(parsed))
                        {
                            Api.Print(backend);
                            return;
                        }

                        await Screen.Output.WriteLineAsync(
                            $"{backend.GetProperty("name").GetString()} enabled"
                        );
                    }
                )
        );
        return enable;
    }
}
