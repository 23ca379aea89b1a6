using FsCheck;
using FsCheck.Fluent;
using LbPlatform.DataPlane.Strictness;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LbPlatform.DataPlane.Tests.Strictness;

public sealed class HostRulesTests
{
    [Fact]
    public void IsMalformed_WhatPasses_TheClientOfBackendsTakesForAHost()
    {
        // Otherwise it writes the backend's own name beside it: two fields, and each server reads another one.
        var part = Gen.Elements(
            "a",
            "Z",
            "0",
            "9",
            "-",
            "_",
            ".",
            ":",
            "8",
            "[",
            "]",
            "::1",
            "%",
            "$",
            "@",
            ",",
            "~"
        );
        Prop.ForAll(
                part.ArrayOf().ToArbitrary(),
                static parts =>
                {
                    var host = string.Concat(parts);
                    if (host.Length == 0 || IsMalformed(host))
                    {
                        return;
                    }

                    using var request = new HttpRequestMessage();
                    request.Headers.TryAddWithoutValidation("Host", host);
                    Assert.Equal(host, request.Headers.Host);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("a.test", false)]
    [InlineData("a.test.", false)]
    [InlineData("a_b:80", false)]
    [InlineData("a:", false)]
    [InlineData("[2001:db8::1]:443", false)]
    [InlineData(".test", true)]
    [InlineData("a..b", true)]
    [InlineData("a$b", true)]
    [InlineData("a:65536", true)]
    [InlineData("[127.0.0.1]", true)]
    [InlineData("[::1", true)]
    [InlineData(":80", true)]
    public void IsMalformed_Host_IsANameOrAnAddress(string host, bool expected) =>
        Assert.Equal(expected, IsMalformed(host));

    private static bool IsMalformed(string host)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Host = host;
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = "/";
        return HostRules.IsMalformed(new RequestHead(context));
    }
}
