using FsCheck;
using FsCheck.Fluent;
using LbPlatform.State.Model;

namespace LbPlatform.State.Tests.Model;

public sealed class ResourceNameTests
{
    [Theory]
    [InlineData("b1", true)]
    [InlineData("demo-1", true)]
    [InlineData("a.b_c-d", true)]
    [InlineData("", false)]
    [InlineData("B1", false)]
    [InlineData("-b", false)]
    [InlineData("b-", false)]
    [InlineData("b/1", false)]
    [InlineData("0123456789abcdef0123456789abcdef", false)]
    public void IsValid_Text_FollowsTheRule(string text, bool expected) =>
        Assert.Equal(expected, ResourceName.IsValid(text));

    [Theory]
    [InlineData("localhost:9001", "localhost-9001")]
    [InlineData("[::1]:80", "1--80")]
    [InlineData("***", "backend")]
    public void From_Text_IsAName(string text, string expected) =>
        Assert.Equal(expected, ResourceName.From(text));

    [Fact]
    public void From_AnyText_IsValid() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<NonNull<string>>(),
                static text => ResourceName.IsValid(ResourceName.From(text.Get))
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void MakeUnique_NameTaken_CountsUpAndStaysAName()
    {
        var taken = new HashSet<string> { "b", "b-2" };
        Assert.Equal("b-3", ResourceName.MakeUnique("b", taken.Contains));

        var longest = new string('a', ResourceName.Longest);
        var unique = ResourceName.MakeUnique(longest, name => name == longest);
        Assert.True(ResourceName.IsValid(unique));
        Assert.NotEqual(longest, unique);
    }
}
