using System.CommandLine;
using System.Text.Json;

namespace LbPlatform.Cli.Resources;

/// <summary><c>lb routes</c>.</summary>
internal sealed class RoutesCommand(Screen screen) : ResourceCommand(screen, "route", "routes")
{
    protected override IReadOnlyList<Column> Columns { get; } =
    [
        Column.Of("NAME", "name"),
        Column.Of("PRIORITY", "priority"),
        Column.Of("HOSTS", "match", "hosts"),
        Column.Of("PATH", "match", "path"),
        new Column("ANSWERED BY", AnswererOf),
    ];

    protected override Command Add()
    {
        var name = new Argument<string>("name") { Description = "What to call it" };
        var pool = new Option<string>("--pool")
        {
            HelpName = "POOL",
            Description = "The pool that answers",
            Required = true,
        };
        var hosts = new Option<string[]>("--host")
        {
            HelpName = "HOST",
            Description = "A host that it takes, or *.HOST; may be given again (default: all)",
        };
        var path = new Option<string>("--path")
        {
            HelpName = "/PATH",
            Description = "What the path begins with (default: /)",
        };
        var priority = new Option<int?>("--priority")
        {
            HelpName = "N",
            Description = "The highest that matches takes a request (default: 0)",
        };
        var add = new Command("add", "Add a route") { name, pool, hosts, path, priority };
        add.SetAction(
            (parsed, stop) =>
                AddAsync(
                    parsed,
                    new
                    {
                        name = parsed.GetValue(name),
                        pool = parsed.GetValue(pool),
                        priority = parsed.GetValue(priority),
                        match = new
                        {
                            hosts = parsed.GetValue(hosts) is { Length: > 0 } named ? named : null,
                            path = parsed.GetValue(path),
                        },
                    },
                    stop
                )
        );
        return add;
    }

    /// <summary>The pool, or how its action answers.</summary>
    private static string? AnswererOf(JsonElement route) =>
        Column.Find(route, "pool") is { } pool ? pool.GetString()
        : Column.Find(route, "action", "split", "pools") is { } shares
            ? string.Join(
                ", ",
                shares
                    .EnumerateArray()
                    .Select(static share => Column.Find(share, "pool")?.GetString())
            )
        : Column.Find(route, "action", "redirect") is not null ? "redirect"
        : Column.Find(route, "action", "answer", "status") is { } status ? status.GetRawText()
        : null;
}
