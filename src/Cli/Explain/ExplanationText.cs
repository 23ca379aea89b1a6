using System.Globalization;
using System.Text.Json;
using LbPlatform.Cli.Resources;

namespace LbPlatform.Cli.Explain;

/// <summary>An explanation for people: what holds for the request, then each pool with a table of its backends. Pure.</summary>
internal static class ExplanationText
{
    private const int Indent = 12;

    private static readonly Column[] Backends =
    [
        Column.Of("BACKEND", "name"),
        new("CHANCE", static backend => Percent(backend, "probability")),
        Column.Of("STATUS", "status"),
        Column.Of("WISH", "administrativeState"),
        Column.Of("HEALTH", "health"),
        Column.Of("WEIGHT", "weight"),
        Column.Of("IN FLIGHT", "inFlight"),
        Column.Of("WHY", "reason"),
    ];

    /// <summary>The lines of an answer.</summary>
    public static IReadOnlyList<string> Of(ExplainQuestion asked, JsonElement answer)
    {
        List<string> lines = [.. Head(asked, answer).Select(Plain)];
        if (Column.Find(answer, "pools") is { ValueKind: JsonValueKind.Array } pools)
        {
            foreach (var pool in pools.EnumerateArray())
            {
                lines.AddRange(PoolLines(pool));
            }
        }

        return lines;
    }

    private static IEnumerable<string> Head(ExplainQuestion asked, JsonElement answer)
    {
        yield return $"{asked.Method} {asked.Scheme ?? "http"}://{asked.Host}{asked.Path} from {Text(answer, "client")}";
        yield return Row(
            "data plane",
            $"{Text(answer, "node")}, revision {Text(answer, "revision")}, listener {Text(answer, "listener")}"
        );
        yield return Row("route", Text(answer, "route"));
        if (Column.Find(answer, "refusal") is { } refusal)
        {
            var rule = Text(refusal, "rule") is var name and not "-" ? $", rule {name}" : "";
            yield return Row(
                "refused",
                $"{Text(refusal, "status")} {Text(refusal, "code")}{rule}: {Text(refusal, "detail")}"
            );
        }

        if (Column.Find(answer, "answer") is { } given)
        {
            var location = Text(given, "location") is var to and not "-" ? $" to {to}" : "";
            yield return Row(
                "answered",
                $"{Text(given, "kind")}, {Text(given, "status")}{location}"
            );
        }

        if (Column.Find(answer, "sent") is { } sent)
        {
            yield return Row(
                "sent",
                $"{Text(sent, "method")} {Text(sent, "target")}, for example to {Text(sent, "backend")}"
            );
        }

        if (Column.Find(answer, "timeouts") is { } times)
        {
            yield return Row(
                "time-outs",
                $"connect {Text(times, "connect")}, first byte {Text(times, "firstByte")}, pause {Text(times, "activity")}, total {Text(times, "total")}"
            );
        }

        if (Column.Find(answer, "mirror") is { } mirror)
        {
            yield return Row("mirror", $"{Text(mirror, "percent")} % to {Text(mirror, "pool")}");
        }
    }

    private static IEnumerable<string> PoolLines(JsonElement pool)
    {
        yield return "";
        yield return Plain(
            $"pool {Text(pool, "name")}: {Percent(pool, "probability")}, {Text(pool, "policy")}, {Choice(pool)}"
        );
        if (Column.Find(pool, "refusal") is { } refusal)
        {
            yield return Plain(Row("refused", refusal.GetString() ?? ""));
        }

        if (Column.Find(pool, "affinity") is { } tie)
        {
            var kept = Column.Find(tie, "isKept") is { ValueKind: JsonValueKind.True };
            var home =
                Column.Find(tie, "backend") is null ? "tied to nobody yet"
                : kept ? $"tied to {Text(tie, "backend")}"
                : $"tied to {Text(tie, "backend")}, which it does not get";
            yield return Plain(Row("affinity", $"by {Text(tie, "kind")}, {home}"));
        }

        if (Column.Find(pool, "retry") is { } retry)
        {
            var twice = Column.Find(retry, "isRepeatable") is { ValueKind: JsonValueKind.True }
                ? $"on resets and on {Text(retry, "onStatuses")}"
                : "only where nothing can have been acted on";
            yield return Plain(
                Row("retries", $"{Text(retry, "attempts")} backends at most, {twice}")
            );
        }

        var backends = Column.Find(pool, "backends");
        var table = JsonSerializer.SerializeToElement(new { items = backends });
        foreach (var line in ResourceTable.For(table, Backends))
        {
            yield return line;
        }

        if (Column.Find(pool, "omitted") is { } omitted && omitted.GetInt32() > 0)
        {
            yield return $"and {omitted.GetInt32()} more";
        }
    }

    private static string Choice(JsonElement pool) =>
        (Text(pool, "choice", "kind"), Text(pool, "choice", "backend")) switch
        {
            ("certain", var backend) => $"always {backend}",
            ("turn", var backend) => $"next {backend}",
            ("drawn", _) => "by lot",
            _ => "nobody",
        };

    private static string Row(string name, string text) => $"  {name.PadRight(Indent)}{text}";

    private static string Text(JsonElement element, params ReadOnlySpan<string> path) =>
        Column.Find(element, path) is { } found && found.ValueKind != JsonValueKind.Null
            ? found.ToString()
            : "-";

    private static string Percent(JsonElement element, string name) =>
        Column.Find(element, name) is { ValueKind: JsonValueKind.Number } share
            ? string.Create(CultureInfo.InvariantCulture, $"{100 * share.GetDouble():0.##} %")
            : "-";

    /// <summary>Control characters would let a name or a text draw on the terminal.</summary>
    private static string Plain(string line) =>
        string.Concat(line.Where(static c => !char.IsControl(c)));
}
