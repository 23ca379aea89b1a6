using System.CommandLine;
using LbPlatform.Cli.Up.Seeding;

namespace LbPlatform.Cli.Resources;

/// <summary><c>lb backends</c>.</summary>
internal sealed class BackendsCommand(Screen screen)
    : ResourceCommand(screen, "backend", "backends")
{
    protected override IReadOnlyList<Column> Columns { get; } =
    [
        Column.Of("NAME", "name"),
        Column.Of("URL", "url"),
        Column.Of("POOL", "pool"),
        Column.Of("WEIGHT", "weight"),
        Column.Of("STATE", "administrativeState"),
        Column.Of("HEALTH", "health", "status"),
    ];

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
        var add = new Command("add", "Add a backend") { address, name, pool, weight, tier };
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
                        },
                        stop
                    )
                    : Screen.Fail([error], ExitCode.Usage)
        );
        return add;
    }
}
