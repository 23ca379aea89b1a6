using FsCheck;
using FsCheck.Fluent;
using LbPlatform.Cli.Supervision;

namespace LbPlatform.Cli.Tests.Supervision;

public sealed class BoundedLinesTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("a\n", new[] { "a" })]
    [InlineData("a\r\nb", new[] { "a", "b" })]
    [InlineData("a\n\nb\n", new[] { "a", "", "b" })]
    public async Task Read_Text_HandsOnEachLine(string text, string[] lines) =>
        Assert.Equal(lines, await ReadAsync(text));

    [Fact]
    public async Task Read_LineWithoutEnd_IsCutAndMarked()
    {
        var lines = await ReadAsync(new string('x', BoundedLines.LongestLine * 3) + "\nnext\n");

        Assert.Equal(2, lines.Count);
        Assert.Equal(BoundedLines.LongestLine + " ...".Length, lines[0].Length);
        Assert.EndsWith("x ...", lines[0]);
        Assert.Equal("next", lines[1]);
    }

    [Fact]
    public void Read_AnyLines_ComeBack()
    {
        var line = ArbMap
            .Default.GeneratorFor<NonNull<string>>()
            .Select(static s => s.Get.Replace("\n", "").Replace("\r", ""));

        Prop.ForAll(
                Arb.From(line.ListOf()),
                lines =>
                    ReadAsync(string.Concat(lines.Select(static l => l + "\n")))
                        .GetAwaiter()
                        .GetResult()
                        .SequenceEqual(lines)
            )
            .QuickCheckThrowOnFailure();
    }

    private static async Task<List<string>> ReadAsync(string text)
    {
        List<string> lines = [];
        await BoundedLines.ReadAsync(new StringReader(text), lines.Add);
        return lines;
    }
}
