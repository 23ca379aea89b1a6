using System.Text.RegularExpressions;

namespace LbPlatform.Tidy.Tests;

/// <summary>What the documents name exists.</summary>
public sealed class DocumentTests
{
    // Set up at the start; what is wired is tested at the hops behind them.
    private static readonly string[] Wiring = ["RequestPath", "TrafficListener"];

    [Fact]
    public void Architecture_EveryFileItNames_Exists()
    {
        var text = File.ReadAllText(Path.Combine(Tree.Root, "ARCHITECTURE.md"));
        var named = Regex.Matches(text, @"`((?:src|db|docs|bench|tests|samples)/[\w./-]+\.\w+)`");

        Assert.NotEmpty(named);
        Assert.Empty(
            named
                .Select(static match => match.Groups[1].Value)
                .Where(static name => !name.EndsWith(".db", StringComparison.Ordinal))
                .Where(static name => !File.Exists(Path.Combine(Tree.Root, name)))
                .Select(static name => $"{name} does not exist")
        );
    }

    [Fact]
    public void Architecture_EveryHop_HasATestFile()
    {
        var text = File.ReadAllText(Path.Combine(Tree.Root, "ARCHITECTURE.md"));
        var hops = Regex
            .Matches(
                text,
                @"^\| \d+ \| [^|]+ \| `src/(?<hop>[\w/]+)\.cs`",
                RegexOptions.Multiline | RegexOptions.ExplicitCapture
            )
            .Select(static match => match.Groups["hop"].Value)
            .Where(static hop => !Wiring.Contains(Path.GetFileName(hop)));

        Assert.Empty(
            hops.Where(static hop =>
                {
                    var (project, rest) = (hop.Split('/')[0], hop[(hop.IndexOf('/') + 1)..]);
                    return !File.Exists(
                        Path.Combine(Tree.Root, "tests", $"{project}.Tests", $"{rest}Tests.cs")
                    );
                })
                .Select(static hop => $"src/{hop}.cs has no test file of its name")
        );
    }

    [Fact]
    public void Links_ToFilesOfTheRepository_Resolve()
    {
        var broken =
            from file in Tree.Files(".", "*.md")
            from Match link in Regex.Matches(File.ReadAllText(file), @"\]\((?!https?:|#)([^)#\s]+)")
            let target = Path.Combine(Path.GetDirectoryName(file)!, link.Groups[1].Value)
            where !File.Exists(target) && !Directory.Exists(target)
            select $"{Tree.Name(file)}: {link.Groups[1].Value}";

        Assert.Empty(broken);
    }

    [Fact]
    public void Decisions_EachHasAStatus() =>
        Assert.All(
            Tree.Files("docs/adr", "*.md"),
            static file =>
                Assert.Matches(@"Status: (Accepted|Superseded|Proposed)", File.ReadAllText(file))
        );
}
