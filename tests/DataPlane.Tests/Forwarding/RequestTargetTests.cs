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
    public void TryRead_OriginForm_IsKept(string raw) => Assert.Equal(raw, Read(raw));

    [Theory]
    [InlineData("http://h/a?b", "/a?b")]
    [InlineData("HTTPS://u@h:1", "/")]
    [InlineData("http://h?b", "/?b")]
    [InlineData("http://h/../a", "/a")]
    public void TryRead_AbsoluteForm_IsCutToItsPath(string raw, string expected) =>
        Assert.Equal(expected, Read(raw));

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
    public void TryRead_DotSegments_AreResolved(string raw, string expected) =>
        Assert.Equal(expected, Read(raw));

    [Theory]
    [InlineData("/a#b")]
    [InlineData("/a b")]
    [InlineData("/a\tb")]
    [InlineData("/a\u007f")]
    [InlineData("/a\u00e4")]
    [InlineData("*")]
    [InlineData("h:80")]
    [InlineData("")]
    [InlineData("://h/a")]
    public void TryRead_WhatCannotBeSentOn_IsRefusedWithTheReason(string raw)
    {
        Assert.False(RequestTarget.TryRead(raw, out _, out var fault));
        Assert.NotEmpty(fault);
    }

    [Fact]
    public void TryRead_Anything_IsAPathWithoutDotSegmentsAndReadsAsItself()
    {
        var part = Gen.Elements("/", ".", "..", "%2e", "%2E", "a", "%2F", "?", "//", "http://h");
        Prop.ForAll(
                part.ArrayOf().ToArbitrary(),
                static parts =>
                {
                    if (!RequestTarget.TryRead(string.Concat(parts), out var target, out _))
                    {
                        return;
                    }

                    var segments = RequestTarget
                        .WithoutQuery(target)
                        .ToString()
                        .Replace("%2e", ".", StringComparison.OrdinalIgnoreCase)
                        .Split('/');
                    Assert.Equal('/', target[0]);
                    Assert.DoesNotContain(".", segments);
                    Assert.DoesNotContain("..", segments);
                    Assert.Equal(target, Read(target));
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static string Read(string raw)
    {
        Assert.True(RequestTarget.TryRead(raw, out var target, out var fault), fault);
        return target!;
    }
}
