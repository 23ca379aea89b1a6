namespace LbPlatform.Cli.Up;

/// <summary>What stands on the screen when the platform is ready: every address, and a line to try. Pure.</summary>
internal static class Banner
{
    private const int LabelWidth = 15;

    public static IReadOnlyList<string> For(
        UpOptions options,
        string dataDirectory,
        string version,
        TimeSpan readyAfter
    )
    {
        var api = At(options.ControlPort);
        List<string> lines =
        [
            "",
            $"  LbPlatform {version} is ready after {readyAfter.TotalSeconds:0.0} s. Ctrl-C stops everything.",
            "",
            Line(
                "Data plane",
                options.Tls is { } tls
                    ? $"{At(options.Port)}  https://localhost:{tls.Port}"
                    : At(options.Port)
            ),
            Line("Swagger", $"{api}/swagger"),
            Line("API", $"{api}/backends"),
            Line(
                "Ready",
                $"{api}/readyz  {At(options.AdminPort)}/readyz  {At(options.PollerPort)}/readyz"
            ),
        ];
        if (!options.DemoPorts.IsEmpty)
        {
            lines.Add(Line("Demo backends", string.Join("  ", options.DemoPorts.Select(At))));
        }

        lines.AddRange([
            Line("Configuration", Path.Combine(dataDirectory, "config.db")),
            Line("Health history", Path.Combine(dataDirectory, "health.db")),
            "",
            .. Tries(options, dataDirectory),
            "",
        ]);
        return lines;
    }

    private static IEnumerable<string> Tries(UpOptions options, string dataDirectory)
    {
        if (options.Seeds.IsEmpty)
        {
            yield return Line(
                "Add a backend",
                $"""curl {At(options.ControlPort)}/backends -H 'Content-Type: application/json' -d '{"{"}"url":"http://localhost:9001"{"}"}'"""
            );
        }

        yield return Line("Try", $"curl {At(options.Port)}");
        if (!options.DemoPorts.IsEmpty)
        {
            yield return Line(
                "Break one",
                $"curl -X POST {At(options.DemoPorts[^1])}/_demo/fail    and mend it: /_demo/recover"
            );
        }

        yield return Line(
            "Ask",
            $"""sqlite3 {Path.Combine(dataDirectory, "health.db")} "select * from health_history order by checked_at desc limit 20" """.TrimEnd()
        );
    }

    private static string At(int port) => $"http://localhost:{port}";

    private static string Line(string label, string text) =>
        $"  {label.PadRight(LabelWidth)}{text}";
}
