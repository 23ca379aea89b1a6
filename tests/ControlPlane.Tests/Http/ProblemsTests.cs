using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using LbPlatform.ControlPlane.Http;

namespace LbPlatform.ControlPlane.Tests.Http;

public sealed class ProblemsTests
{
    [Fact]
    public void All_HoldsEveryKindOnce()
    {
        var kinds = typeof(Problems)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(static field => field.GetValue(null))
            .OfType<ProblemKind>()
            .ToList();

        Assert.Equal(kinds, Problems.All);
        Assert.Equal(kinds.Count, kinds.DistinctBy(static kind => kind.Code).Count());
    }

    [Fact]
    public void Documentation_TellsEveryKind()
    {
        var told = Regex
            .Matches(
                File.ReadAllText(Documentation()),
                @"^\| `(?<code>[a-z_]+)` \| (?<status>\d{3}) \|",
                RegexOptions.Multiline
            )
            .Select(static row => $"{row.Groups["code"].Value} {row.Groups["status"].Value}");

        Assert.Equal(Problems.All.Select(static kind => $"{kind.Code} {kind.Status}"), told);
    }

    private static string Documentation([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/api.md");
}
