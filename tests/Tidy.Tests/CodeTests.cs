using System.Text.RegularExpressions;

namespace LbPlatform.Tidy.Tests;

/// <summary>The rules of docs/style.md that a compiler does not hold.</summary>
public sealed class CodeTests
{
    private const int MostLinesInAFile = 300;

    [Fact]
    public void SourceFiles_AreShort() =>
        Assert.Empty(
            Sources()
                .Select(static file => (Tree.Name(file), Lines: File.ReadAllLines(file).Length))
                .Where(static file => file.Lines > MostLinesInAFile)
                .Select(static file => $"{file.Item1} has {file.Lines} lines: split it by idea")
        );

    [Theory]
    [InlineData(@"\b(TODO|FIXME|HACK)\b", "do it, or open an issue")]
    [InlineData(
        @"#pragma warning disable",
        "turn the rule off once in eng/Analyzers.globalconfig, with the reason"
    )]
    [InlineData(@"#region", "make a type of it")]
    [InlineData(@"NotImplementedException", "implement it")]
    public void SourceFiles_HoldNothingBanned(string pattern, string instead) =>
        Assert.Empty(
            Sources()
                .Concat(Tree.Files("tests", "*.cs"))
                .Where(static file => !file.EndsWith("CodeTests.cs", StringComparison.Ordinal))
                .Where(file => Regex.IsMatch(File.ReadAllText(file), pattern))
                .Select(file => $"{Tree.Name(file)} matches {pattern}: {instead}")
        );

    [Fact]
    public void TypeNames_SayWhatTheyAre() =>
        Assert.Empty(
            Sources()
                .Select(static file => Path.GetFileNameWithoutExtension(file))
                .Where(static name =>
                    Regex.IsMatch(
                        name,
                        "(Manager|Helper|Helpers|Util|Utils|Service|Info|Impl|Dto|Base)$"
                    )
                )
                .Select(static name => $"{name}: the suffix says nothing")
        );

    [Fact]
    public void Folders_AreNamedForAHopOrAResource() =>
        Assert.Empty(
            Sources()
                .SelectMany(static file => Path.GetDirectoryName(Tree.Name(file))!.Split('/'))
                .Distinct()
                .Intersect(["Helpers", "Services", "Utils", "Common", "Interfaces", "Misc"])
        );

    [Fact]
    public void EventIds_AreUnique() =>
        Assert.Empty(
            Sources()
                .SelectMany(static file =>
                    Regex
                        .Matches(File.ReadAllText(file), @"LoggerMessage\(\s*(?:EventId = )?(\d+)")
                        .Select(match => (Id: match.Groups[1].Value, File: Tree.Name(file)))
                )
                .GroupBy(static message => message.Id)
                .Where(static group => group.Count() > 1)
                .Select(static group =>
                    $"{group.Key} is used in {string.Join(" and ", group.Select(static m => m.File))}"
                )
        );

    [Fact]
    public void Projects_KnowOnlyWhomTheyMay()
    {
        var allowed = new Dictionary<string, string[]>
        {
            ["State"] = [],
            ["Hosting"] = ["State"],
            ["ControlPlane"] = ["State", "Hosting"],
            ["DataPlane"] = ["State", "Hosting"],
            ["Poller"] = ["State", "Hosting"],
            ["Cli"] = ["State"],
        };
        foreach (var project in Tree.Files("src", "*.csproj"))
        {
            var known = Regex
                .Matches(
                    File.ReadAllText(project),
                    @"ProjectReference Include=""[^""]*/(\w+)\.csproj"""
                )
                .Select(static match => match.Groups[1].Value);
            Assert.Empty(known.Except(allowed[Path.GetFileNameWithoutExtension(project)]));
        }
    }

    [Fact]
    public void YarpAndOurNouns_MeetInTheTranslatorOnly()
    {
        var bilingual = Tree.Files("src", "*.cs")
            .Where(static file =>
            {
                var text = File.ReadAllText(file);
                return text.Contains("ClusterConfig", StringComparison.Ordinal)
                    && Regex.IsMatch(text, @"\b(Pool|Backend)\b\s+\w+")
                    && !Tree.Name(file)
                        .EndsWith("ProxyConfigTranslator.cs", StringComparison.Ordinal);
            })
            .Select(Tree.Name);

        Assert.Empty(bilingual);
    }

    private static IEnumerable<string> Sources() =>
        Tree.Files("src", "*.cs").Concat(Tree.Files("samples", "*.cs"));
}
