using FsCheck;
using FsCheck.Fluent;
using LbPlatform.DataPlane.Forwarding;

namespace LbPlatform.DataPlane.Tests.Forwarding;

public sealed class RequestTargetTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/a%2Fb/%41%ff")]
    [InlineData("/a?b/../c")]
    [InlineData("/.a/..b/c./...")]
    [InlineData("/%2ea/%2e%2e%2e")]
    [InlineData("//a//")]
    [InlineData("/?")]
    public void Of_OriginForm_IsKept(string raw) => Assert.Equal(raw, RequestTarget.Of(raw));

    [Theory]
    [InlineData("http://h/a?b", "/a?b")]
    [InlineData("HTTPS://u@h:1", "/")]
    [InlineData("http://h?b", "/?b")]
    [InlineData("http://h/../a", "/a")]
    public void Of_AbsoluteForm_IsCutToItsPath(string raw, string expected) =>
        Assert.Equal(expected, RequestTarget.Of(raw));

    [Theory]
    [InlineData("/a/./b", "/a/b")]
    [InlineData("/a/../b", "/b")]
    [InlineData("/a/..", "/")]
    [InlineData("/a/b/..", "/a/")]
    [InlineData("/a/b/.", "/a/b/")]
    [InlineData("/../../a", "/a")]
    [InlineData("/a/%2e%2E/b", "/b")]
    [InlineData("/a/.%2e/b?x=/../", "/b?x=/../")]
    [InlineData("/a//../b", "/a/b")]
    [InlineData("/%2F/../b", "/b")]
    public void Of_DotSegments_AreResolved(string raw, string expected) =>
        Assert.Equal(expected, RequestTarget.Of(raw));

    [Fact]
    public void Of_AnyPath_IsAPathWithoutDotSegmentsAndReadsAsItself()
    {
        var part = Gen.Elements("/", ".", "..", "%2e", "%2E", "a", "%2F", "?", "//");
        Prop.ForAll(
                part.ArrayOf().ToArbitrary(),
                static parts =>
                {
                    var target = RequestTarget.Of("/" + string.Concat(parts));
                    var segments = RequestTarget
                        .WithoutQuery(target)
                        .ToString()
                        .Replace("%2e", ".", StringComparison.OrdinalIgnoreCase)
                        .Split('/');
                    Assert.Equal('/', target[0]);
                    Assert.DoesNotContain(".", segments);
                    Assert.DoesNotContain("..", segments);
                    Assert.Equal(target, RequestTarget.Of(target));
                }
            )
            .QuickCheckThrowOnFailure();
    }
}
