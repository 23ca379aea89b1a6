using System.Text.RegularExpressions;
using LbPlatform.DataPlane.Strictness;

namespace LbPlatform.DataPlane.Tests.Strictness;

/// <summary>docs/strictness.md says what the rules say.</summary>
public sealed class StrictnessDocumentTests
{
    [Fact]
    public void Document_RequestRules_AreThoseOfTheCode() =>
        Assert.Equal(
            RequestRules.All.Select(static rule =>
                $"| `{rule.Name}` | {rule.Section} | {rule.Refuses} | {rule.Answer.StatusCode} |"
            ),
            RowsUnder("Rules")
        );

    [Fact]
    public void Document_ReadingRules_AreThoseOfTheCode() =>
        Assert.Equal(
            ReadingRule.All.Select(static rule =>
                $"| `{rule.Name}` | {rule.Section} | {rule.Refuses} |"
            ),
            RowsUnder("While the server reads")
        );

    private static IEnumerable<string> RowsUnder(string title)
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "LbPlatform.sln")))
        {
            directory = directory.Parent!;
        }

        var text = File.ReadAllText(Path.Combine(directory.FullName, "docs", "strictness.md"));
        var section = Regex
            .Match(
                text,
                $@"^## {title}\n(.*?)^## ",
                RegexOptions.Multiline | RegexOptions.Singleline
            )
            .Groups[1]
            .Value;
        return section
            .Split('\n')
            .Where(static line => line.StartsWith("| `", StringComparison.Ordinal));
    }
}
