using System.CommandLine;

namespace LbPlatform.Cli.Resources;

/// <summary><c>lb pools</c>.</summary>
internal sealed class PoolsCommand(Screen screen) : ResourceCommand(screen, "pool", "pools")
{
    protected override IReadOnlyList<Column> Columns { get; } =
    [
        Column.Of("NAME", "name"),
        Column.Of("POLICY", "balancing", "policy"),
        Column.Of("PROTOCOL", "transport", "protocol"),
        Column.Of("BACKENDS", "backends"),
    ];

    protected override Command Add()
    {
        var name = new Argument<string>("name") { Description = "What to call it" };
        var policy = new Option<string>("--policy")
        {
            HelpName = "POLICY",
            Description = "How a backend is chosen (default: roundRobin)",
        };
        var add = new Command("add", "Add a pool") { name, policy };
        add.SetAction(
            (parsed, stop) =>
                AddAsync(
                    parsed,
                    new
                    {
                        name = parsed.GetValue(name),
                        balancing = parsed.GetValue(policy) is { } word
                            ? new { policy = word }
                            : null,
                    },
                    stop
                )
        );
        return add;
    }
}
