namespace LbPlatform.ControlPlane.Tests.Affinity;

/// <summary>How a pool's affinity is set, and what its cookies are signed with.</summary>
public sealed class AffinityTests : ApiTests
{
    [Theory]
    [InlineData(
        """{"kind":"cookie"}""",
        """{"kind":"cookie","name":"lb-affinity","sameSite":"lax"}"""
    )]
    [InlineData(
        """{"kind":"cookie","name":"s","maxAge":"12h","sameSite":"none"}""",
        """{"kind":"cookie","name":"s","maxAge":"12h","sameSite":"none"}"""
    )]
    [InlineData(
        """{"kind":"header","name":"X-Session"}""",
        """{"kind":"header","name":"X-Session"}"""
    )]
    [InlineData("""{"kind":"source"}""", """{"kind":"source"}""")]
    [InlineData("null", """{"kind":"none"}""")]
    public async Task Patch_Affinity_IsKept(string affinity, string expected)
    {
        var changed = await Api.SendAsync(
            "PATCH",
            "/pools/default",
            $$"""{"affinity":{{affinity}}}"""
        );

        Assert.Equal(200, changed.Status);
        Assert.Equal(expected, changed.Field("affinity"));
        Assert.Equal(expected, (await Api.GetAsync("/pools/default")).Field("affinity"));
        // What was read may be sent back as it is.
        var again = await Api.SendAsync("PUT", "/pools/default", changed.Text);
        Assert.Equal((200, expected), (again.Status, again.Field("affinity")));
    }

    [Theory]
    [InlineData("""{"kind":"cookie"}""", 200)]
    [InlineData("""{"kind":"cookie","name":"lb-affinity","sameSite":"lax"}""", 200)]
    [InlineData("""{"kind":"cookie","name":"mine"}""", 400)]
    [InlineData("""{"kind":"cookie","sameSite":"strict"}""", 400)]
    public async Task Patch_AnotherKind_LeavesDefaultsBehindButNothingThatWasSet(
        string affinity,
        int status
    )
    {
        await Api.SendAsync("PATCH", "/pools/default", $$"""{"affinity":{{affinity}}}""");

        var none = await Api.SendAsync(
            "PATCH",
            "/pools/default",
            """{"affinity":{"kind":"none"}}"""
        );

        Assert.Equal(status, none.Status);
        var now = (await Api.GetAsync("/pools/default")).Field("affinity");
        Assert.Equal(status == 200, now == """{"kind":"none"}""");
    }

    [Theory]
    [InlineData("""{"kind":"cokie"}""", "/affinity/kind bad_value")]
    [InlineData("""{"kind":"header"}""", "/affinity/name bad_affinity")]
    [InlineData("""{"kind":"cookie","name":"a b"}""", "/affinity/name bad_affinity")]
    [InlineData("""{"kind":"cookie","maxAge":"401d"}""", "/affinity/maxAge bad_affinity")]
    [InlineData("""{"kind":"cookie","maxAge":"10ms"}""", "/affinity/maxAge bad_affinity")]
    [InlineData("""{"kind":"source","name":"x"}""", "/affinity/name bad_affinity")]
    [InlineData(
        """{"kind":"header","name":"X-S","maxAge":"1h","sameSite":"lax"}""",
        "/affinity/maxAge bad_affinity, /affinity/sameSite bad_affinity"
    )]
    [InlineData("""{"kind":"cookie","domain":"x"}""", "/affinity/domain unknown_field")]
    public async Task Patch_WhatCannotBe_IsRefused(string affinity, string expected)
    {
        var refused = await Api.SendAsync(
            "PATCH",
            "/pools/default",
            $$"""{"affinity":{{affinity}}}"""
        );

        Assert.Equal(400, refused.Status);
        Assert.Equal(expected, string.Join(", ", refused.Errors));
    }

    [Theory]
    [InlineData("0s", 200)]
    [InlineData("1h", 200)]
    [InlineData("61m", 400)]
    [InlineData("soon", 400)]
    public async Task Patch_DrainTimeout_HasBounds(string time, int status)
    {
        var changed = await Api.SendAsync(
            "PATCH",
            "/pools/default",
            $$"""{"drainTimeout":"{{time}}"}"""
        );

        Assert.Equal(status, changed.Status);
        if (status == 200)
        {
            Assert.Equal(time, changed.Field("drainTimeout"));
        }
    }

    [Fact]
    public async Task Keys_FirstCookie_MakesOneThatNobodyIsShown()
    {
        Assert.Empty(
            (await Api.GetAsync("/affinity-keys")).Json.GetProperty("items").EnumerateArray()
        );

        await Api.SendAsync("PATCH", "/pools/default", """{"affinity":{"kind":"cookie"}}""");
        await Api.SendAsync("PATCH", "/pools/default", """{"affinity":{"kind":"source"}}""");
        await Api.SendAsync("PATCH", "/pools/default", """{"affinity":{"kind":"cookie"}}""");

        var key = Assert.Single(Api.Store.Current.AffinityKeys.Keys);
        var secret = Convert.ToBase64String(key.Secret);
        var shown = await Api.GetAsync("/affinity-keys");
        var audit = await Api.GetAsync("/revisions?limit=500");
        Assert.Equal(1, shown.Json.GetProperty("items")[0].GetProperty("number").GetInt32());
        Assert.DoesNotContain(secret, shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, audit.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ecret\":\"", shown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_Rotated_TheOneBeforeIsAcceptedAsLongAsAsked()
    {
        await Api.SendAsync("PATCH", "/pools/default", """{"affinity":{"kind":"cookie"}}""");

        var made = await Api.SendAsync("POST", "/affinity-keys?keep=2h");

        Assert.Equal((201, "2"), (made.Status, made.Field("number")));
        var keys = Api.Store.Current.AffinityKeys.Keys;
        Assert.Equal([1, 2], keys.Select(static key => key.Number));
        Assert.Equal(keys[1].MadeAt + TimeSpan.FromHours(2), keys[0].AcceptedUntil);
        Assert.Null(keys[1].AcceptedUntil);
        var refused = await Api.SendAsync("POST", "/affinity-keys?keep=forever");
        Assert.Equal(["keep bad_query"], refused.Errors);
    }
}
