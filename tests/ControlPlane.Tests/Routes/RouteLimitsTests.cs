using System.Text.Json.Nodes;

namespace LbPlatform.ControlPlane.Tests.Routes;

/// <summary>PATCH /routes/{name} with limits: what the requests of a route may take.</summary>
public sealed class RouteLimitsTests : ApiTests
{
    private const string Path = "/routes/default";

    [Fact]
    public async Task Patch_Limits_AreKeptAndShown()
    {
        const string All =
            """{"maxBodyBytes":10,"rateLimits":[{"requests":100,"period":"1m","algorithm":"slidingWindow","by":"header","header":"X-Key"},{"requests":5,"period":"1s","algorithm":"tokenBucket","burst":9,"by":"client"}],"maxRequestsInFlight":7,"maxRequestsInFlightPerClient":3,"allow":"10.0.0.0/8","deny":"10.1.0.0/16,2001:db8::/32","minRequestBytesPerSecond":0,"minResponseBytesPerSecond":50}""";

        var patched = await PatchAsync($$"""{"limits":{{All}}}""");

        Assert.Equal((200, All), (patched.Status, patched.Field("limits")));
        Assert.Equal(All, (await Api.GetAsync(Path)).Field("limits"));
        Assert.Equal("2", patched.Field("revision"));
        await RestartAsync();
        Assert.Equal(All, (await Api.GetAsync(Path)).Field("limits"));
    }

    [Fact]
    public async Task Patch_Part_LeavesTheRestAndNullTakesAway()
    {
        await PatchAsync("""{"limits":{"maxBodyBytes":10,"rateLimits":[{"requests":1}]}}""");

        var part = await PatchAsync("""{"limits":{"maxBodyBytes":null,"deny":"10.0.0.1"}}""");
        Assert.Equal(
            """{"rateLimits":[{"requests":1,"period":"1s","algorithm":"tokenBucket","by":"client"}],"deny":"10.0.0.1/32"}""",
            part.Field("limits")
        );

        var none = await PatchAsync("""{"limits":null}""");
        Assert.Equal("{}", none.Field("limits"));
    }

    [Fact]
    public async Task Patch_WhatWasRead_ChangesNothing()
    {
        await PatchAsync("""{"limits":{"rateLimits":[{"requests":1}],"allow":"10.0.0.0/8"}}""");
        var read = await Api.GetAsync(Path);

        Assert.Equal(read.Text, (await PatchAsync(read.Text)).Text);
        Assert.Equal(2, Api.Store.Current.Revision.Value);
    }

    [Fact]
    public async Task Patch_SeveralMistakes_AreAllNamed()
    {
        var refused = await PatchAsync(
            """
            {"limits":{"maxBodyBytes":-1,"maxRequestsInFlight":0,"maxRequestsInFlightPerClient":"2","allow":"10.0.0.1/8","deny":"x","minRequestBytesPerSecond":1000001,"maxbody":1,
            "rateLimits":[{"period":"1s"},{"requests":0},{"requests":1,"period":"5"},{"requests":1,"algorithm":"leaky"},{"requests":1,"by":"header"},{"requests":1,"header":"X"},
            {"requests":1,"algorithm":"fixedWindow","burst":2},7,{"requests":1,"brst":2}]}}
            """
        );

        Assert.Equal(400, refused.Status);
        Assert.Equal(
            [
                "/limits/maxRequestsInFlightPerClient wrong_type",
                "/limits/maxbody unknown_field",
                "/limits/rateLimits/7 wrong_type",
                "/limits/rateLimits/8/brst unknown_field",
            ],
            refused.Errors.Where(static error => !error.Contains("bad_")).Take(4).Order()
        );
        Assert.Contains("/limits/maxBodyBytes bad_limit", refused.Errors);
        Assert.Contains("/limits/maxRequestsInFlight bad_limit", refused.Errors);
        Assert.Contains("/limits/allow bad_limit", refused.Errors);
        Assert.Contains("/limits/deny bad_limit", refused.Errors);
        Assert.Contains("/limits/minRequestBytesPerSecond bad_limit", refused.Errors);
        Assert.Equal(1, Api.Store.Current.Revision.Value);
    }

    [Theory]
    [InlineData("""{"period":"1s"}""", "requests required")]
    [InlineData("""{"requests":0}""", "requests bad_limit")]
    [InlineData("""{"requests":1000001}""", "requests bad_limit")]
    [InlineData("""{"requests":1,"period":"5"}""", "period bad_limit")]
    [InlineData("""{"requests":1,"period":"500ms"}""", "period bad_limit")]
    [InlineData("""{"requests":1,"period":"2d"}""", "period bad_limit")]
    [InlineData("""{"requests":1,"algorithm":"leaky"}""", "algorithm bad_value")]
    [InlineData("""{"requests":1,"by":"Client"}""", "by bad_value")]
    [InlineData("""{"requests":1,"by":"header"}""", "header bad_limit")]
    [InlineData("""{"requests":1,"by":"header","header":"a b"}""", "header bad_limit")]
    [InlineData("""{"requests":1,"header":"X"}""", "header bad_limit")]
    [InlineData("""{"requests":1,"algorithm":"fixedWindow","burst":2}""", "burst bad_limit")]
    public async Task Patch_RateLimit_ThatCannotBe_IsRefused(string limit, string error)
    {
        var refused = await PatchAsync($$$"""{"limits":{"rateLimits":[{{{limit}}}]}}""");

        Assert.Equal([$"/limits/rateLimits/0/{error}"], refused.Errors);
    }

    [Fact]
    public async Task Patch_TooManyRateLimits_AreRefused()
    {
        var nine = new JsonArray([
            .. Enumerable.Range(0, 9).Select(static _ => new JsonObject { ["requests"] = 1 }),
        ]);

        var refused = await PatchAsync(
            $$$"""{"limits":{"rateLimits":{{{nine.ToJsonString()}}}}}"""
        );

        Assert.Equal(["/limits/rateLimits bad_limit"], refused.Errors);
    }

    private Task<ApiUnderTest.Reply> PatchAsync(string body) => Api.SendAsync("PATCH", Path, body);
}
