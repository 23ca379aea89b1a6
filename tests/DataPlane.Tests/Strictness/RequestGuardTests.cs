using LbPlatform.DataPlane.Strictness;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LbPlatform.DataPlane.Tests.Strictness;

/// <summary>The rules on heads as the server gives them; tests/Wire.Tests has them on the wire.</summary>
public sealed class RequestGuardTests
{
    private readonly RequestGuard _guard = new(RequestRules.All);

    [Fact]
    public void FindBroken_OrdinaryRequest_IsNone() => Assert.Null(Broken(static _ => { }));

    [Fact]
    public void FindBroken_TwoRulesBroken_IsTheFirst() =>
        Assert.Equal(
            "transfer-encoding-chunked",
            Broken(static context =>
            {
                context.Request.Headers.TransferEncoding = "gzip, chunked";
                context.Request.Headers.Expect = "x";
            })
        );

    [Theory]
    [InlineData("/a/..%2fb", "target-dots")]
    [InlineData("/a/..;x/b", "target-dots")]
    [InlineData("/a/%2e%2E%5Cb", "target-dots")]
    [InlineData("/a%2f..", "target-dots")]
    [InlineData("/a;b/..", null)]
    [InlineData("/a;b%2fc/d", null)]
    [InlineData("/a%2Fb/..c;d", null)]
    [InlineData("/..%2f", "target-dots")]
    [InlineData("/?..%2f..;", null)]
    [InlineData("/%zz", null)]
    [InlineData("/?%", null)]
    [InlineData("/%00", "target-nul")]
    [InlineData("/a\\b", null)]
    [InlineData("/a\\..\\b", "target-dots")]
    [InlineData("/a#b", "target-characters")]
    [InlineData("/a b", "target-characters")]
    [InlineData("/\u00e4", "target-characters")]
    [InlineData("http://u@h/", "target-userinfo")]
    [InlineData("http://h/@", null)]
    [InlineData("http://h?@", null)]
    public void FindBroken_Target_IsRefusedWhereItIsAmbiguous(string target, string? expected) =>
        Assert.Equal(
            expected,
            Broken(context => context.Features.Get<IHttpRequestFeature>()!.RawTarget = target)
        );

    [Theory]
    [InlineData("GET", null)]
    [InlineData("get", "method-case")]
    [InlineData("Connect", "method-case")]
    [InlineData("CONNECT", "method-connect")]
    [InlineData("frob", null)]
    [InlineData("query", "method-case")]
    public void FindBroken_Method_IsRefusedWhereItWouldBecomeAnother(
        string method,
        string? expected
    ) => Assert.Equal(expected, Broken(context => context.Request.Method = method));

    [Fact]
    public void Rules_NamesAreUnique()
    {
        string[] names =
        [
            .. RequestRules.All.Select(static rule => rule.Name),
            .. ReadingRule.All.Select(static rule => rule.Name),
        ];

        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public void Rules_Answers_EndTheConnection() =>
        Assert.All(RequestRules.All, static rule => Assert.True(rule.Answer.Closes));

    private string? Broken(Action<HttpContext> change)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = HttpMethods.Get;
        context.Request.Protocol = HttpProtocol.Http11;
        context.Request.Headers.Host = "a.test";
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = "/a?b";
        change(context);
        return _guard.FindBroken(context)?.Name;
    }
}
