using FsCheck;
using FsCheck.Fluent;
using LbPlatform.DataPlane.Identity;
using Microsoft.Extensions.Primitives;

namespace LbPlatform.DataPlane.Tests.Identity;

public sealed class TraceTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Span = "00f067aa0ba902b7";

    [Theory]
    [InlineData($"00-{Trace}-{Span}-01", "01")]
    [InlineData($"00-{Trace}-{Span}-00", "00")]
    [InlineData($"00-{Trace}-{Span}-ff", "03")]
    [InlineData($"cc-{Trace}-{Span}-01", "01")]
    [InlineData($"cc-{Trace}-{Span}-01-what-the-future-brings", "01")]
    public void TraceParent_Valid_IsContinued(string text, string flags)
    {
        Assert.True(TraceParent.TryRead(text, out var parent));
        Assert.Equal($"00-{Trace}-00000000000000ab-{flags}", parent.Continue(0xab));
    }

    [Theory]
    [InlineData("")]
    [InlineData($"ff-{Trace}-{Span}-01")]
    [InlineData($"00-{Trace}-{Span}-01-")]
    [InlineData($"00-{Trace}-{Span}-01-more")]
    [InlineData($"cc-{Trace}-{Span}-01.more")]
    [InlineData($"00-{Trace}-{Span}-1")]
    [InlineData($"00-{Trace}-{Span}-0G")]
    [InlineData($"0-{Trace}-{Span}-01")]
    [InlineData($"00-00000000000000000000000000000000-{Span}-01")]
    [InlineData($"00-{Trace}-0000000000000000-01")]
    [InlineData($"00-4BF92F3577B34DA6A3CE929D0E0E4736-{Span}-01")]
    [InlineData($"00_{Trace}_{Span}_01")]
    [InlineData($" 00-{Trace}-{Span}-01")]
    public void TraceParent_Anything_Else_IsNotValid(string text) =>
        Assert.False(TraceParent.TryRead(text, out _));

    [Fact]
    public void TraceParent_Twice_IsNotValid() =>
        Assert.False(
            TraceParent.TryRead(
                new StringValues([$"00-{Trace}-{Span}-01", $"00-{Trace}-{Span}-01"]),
                out _
            )
        );

    [Theory]
    [InlineData(
        "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE",
        "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE"
    )]
    [InlineData("a=1 , \t b=2,,", "a=1,b=2")]
    [InlineData("t@v=1,1a/b*c-d_e=x y", "t@v=1,1a/b*c-d_e=x y")]
    [InlineData("", null)]
    [InlineData("a=1,a=2", null)]
    [InlineData("A=1", null)]
    [InlineData("a=", null)]
    [InlineData("a", null)]
    [InlineData("a=b=c", null)]
    [InlineData("=b", null)]
    [InlineData("a=\u00e4", null)]
    public void TraceState_IsReadByTheSpecification(string text, string? expected) =>
        Assert.Equal(expected, TraceState.Read(text));

    [Fact]
    public void TraceState_Lines_AreOneList() =>
        Assert.Equal("a=1,b=2", TraceState.Read(new StringValues(["a=1", "b=2"])));

    [Fact]
    public void TraceState_MoreThanMembersMay_IsDropped()
    {
        Assert.NotNull(TraceState.Read(List(TraceState.MostMembers)));
        Assert.Null(TraceState.Read(List(TraceState.MostMembers + 1)));

        static string List(int count) =>
            string.Join(',', Enumerable.Range(0, count).Select(static n => $"k{n}=v"));
    }

    [Fact]
    public void TraceState_TooLong_LosesLargeMembersThenTheOldest()
    {
        var large = $"large={new string('v', 200)}";
        var small = Enumerable.Range(0, 10).Select(static n => $"k{n}={new string('v', 56)}");

        var read = TraceState.Read($"{large},{string.Join(',', small)}")!;

        Assert.True(read.Length <= TraceState.Longest);
        Assert.DoesNotContain("large", read, StringComparison.Ordinal);
        Assert.StartsWith("k0=", read, StringComparison.Ordinal);
        Assert.DoesNotContain("k9=", read, StringComparison.Ordinal);
    }

    [Fact]
    public void RequestId_New_AreUniqueVersionSevenAndSortByTime()
    {
        var now = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var ids = Enumerable
            .Range(0, 1000)
            .Select(n => RequestId.New(now.AddMilliseconds(n)))
            .ToArray();

        Assert.Equal(ids, ids.Order(StringComparer.Ordinal));
        Assert.Equal(1000, ids.Distinct().Count());
        Assert.All(ids, static id => Assert.Equal(7, Guid.Parse(id).Version));
        Assert.All(ids, static id => Assert.Matches("^.{19}[89ab]", id));
    }

    [Fact]
    public void TraceState_Anything_ReadsAsItself() =>
        FsCheck
            .Fluent.Prop.ForAll(
                Gen.Elements("a", "b1", "=", ",", " ", "v", "@", "\t").ArrayOf().ToArbitrary(),
                static parts =>
                {
                    var once = TraceState.Read(string.Concat(parts));
                    return once is null || TraceState.Read(once) == once;
                }
            )
            .QuickCheckThrowOnFailure();
}
