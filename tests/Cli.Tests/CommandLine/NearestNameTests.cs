using FsCheck;
using FsCheck.Fluent;
using LbPlatform.Cli.CommandLine;

namespace LbPlatform.Cli.Tests.CommandLine;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("--prot", "--port")]
    [InlineData("--sever", "--servers")]
    [InlineData("--interval", "--interval")]
    [InlineData("--helth-path", "--health-path")]
    [InlineData("--xyz", null)]
    [InlineData("", null)]
    public void Of_Typed_FindsWhatWasMeant(string typed, string? meant)
    {
        string[] known = ["--port", "--servers", "--interval", "--health-path", "--data"];

        Assert.Equal(meant, NearestName.Of(typed, known));
    }

    [Theory]
    [InlineData("port", "port", 0)]
    [InlineData("prot", "port", 1)]
    [InlineData("por", "port", 1)]
    [InlineData("", "port", 4)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_TwoNames_CountsEdits(string from, string to, int edits) =>
        Assert.Equal(edits, NearestName.Distance(from, to));

    [Fact]
    public void Distance_AnyNames_IsSymmetricAndZeroOnlyForEqualOnes()
    {
        var names = ArbMap.Default.GeneratorFor<NonNull<string>>().Where(s => s.Get.Length <= 20);

        Prop.ForAll(
                Arb.From(names.Two()),
                pair =>
                {
                    var (a, b) = (pair.Item1.Get, pair.Item2.Get);
                    var distance = NearestName.Distance(a, b);
                    return distance == NearestName.Distance(b, a)
                        && distance == 0 == string.Equals(a, b, StringComparison.Ordinal)
                        && distance <= Math.Max(a.Length, b.Length);
                }
            )
            .QuickCheckThrowOnFailure();
    }
}
