using System.Globalization;
using System.Text.Json;

namespace LbPlatform.Cli.Resources;

/// <summary>How far a backend is drained, as a line for people. Pure.</summary>
internal static class DrainText
{
    /// <summary>Whether its server may be stopped.</summary>
    public static bool IsDrained(JsonElement backend) =>
        Column.Find(backend, "drain", "state")?.GetString() == "drained";

    /// <summary>One line: drained, or what it waits for.</summary>
    public static string Of(JsonElement backend)
    {
        var name = backend.GetProperty("name").GetString();
        if (IsDrained(backend))
        {
            return $"{name} is drained";
        }

        var drain = backend.GetProperty("drain");
        var deadline = drain
            .GetProperty("deadline")
            .GetDateTimeOffset()
            .UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var nodes = drain.GetProperty("nodes").EnumerateArray().Select(CountOf).ToArray();
        return $"{name} drains until {deadline}Z: "
            + (nodes.Length == 0 ? "no data plane reports" : string.Join(", ", nodes));
    }

    private static string CountOf(JsonElement node) =>
        $"{node.GetProperty("node").GetString()} "
        + (
            node.TryGetProperty("inFlight", out var count)
                ? $"has {count.GetRawText()} in flight"
                : "has not said yet"
        );
}
