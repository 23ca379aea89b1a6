using System.Diagnostics;
using System.Text.RegularExpressions;

namespace LbPlatform.Tidy.Tests;

/// <summary>The example alerts are rules, and every metric that they and docs/metrics.md name is one of ours.</summary>
public sealed class AlertTests
{
    [Fact]
    public async Task Alerts_AreRulesForPrometheus()
    {
        var file = Path.Combine(Tree.Root, "docs", "alerts.yml");
        using var tool = Process.Start(
            new ProcessStartInfo("promtool", ["check", "rules", file])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var said = await tool.StandardOutput.ReadToEndAsync();
        said += await tool.StandardError.ReadToEndAsync();
        await tool.WaitForExitAsync();

        Assert.True(tool.ExitCode == 0, said);
    }

    [Fact]
    public void Alerts_NameDocumentedMetrics()
    {
        var documented = Names("metrics.md").ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(documented);
        Assert.Empty(
            Names("alerts.yml")
                .Select(static name =>
                    name.EndsWith("_bucket", StringComparison.Ordinal) ? name[..^7] : name
                )
                .Except(documented)
        );
    }

    [Fact]
    public void Metrics_DocumentedOnes_AreMadeSomewhere()
    {
        var made = Tree.Files("src", "*.cs")
            .SelectMany(static file => Regex.Matches(File.ReadAllText(file), @"""lb\.([\w.]+)"""))
            .Select(static match => "lb_" + match.Groups[1].Value.Replace('.', '_'))
            .ToList();

        var documented = Names("metrics.md").Distinct().ToList();

        Assert.Empty(
            documented
                .Where(name => !made.Any(one => name.StartsWith(one, StringComparison.Ordinal)))
                .Select(static name => $"{name} is documented, but nothing makes it")
        );
        Assert.Empty(
            made.Distinct()
                .Where(static one => one != "lb_attempts")
                .Where(one =>
                    !documented.Any(name => name.StartsWith(one, StringComparison.Ordinal))
                )
                .Select(static one => $"{one} is not documented")
        );
    }

    private static IEnumerable<string> Names(string document) =>
        Regex
            .Matches(File.ReadAllText(Path.Combine(Tree.Root, "docs", document)), @"\blb_\w+")
            .Select(static match => match.Value);
}
