namespace LbPlatform.ControlPlane.Tests.Backends;

/// <summary>The zone of a backend through the API.</summary>
public sealed class ZoneTests : ApiTests
{
    [Fact]
    public async Task Zone_IsSetChangedAndTakenAway()
    {
        var added = await Api.SendAsync(
            "POST",
            "/backends",
            """{"url":"http://a.test","name":"a","zone":"zone-a"}"""
        );
        var moved = await Api.SendAsync("PATCH", "/backends/a", """{"zone":"zone-b"}""");
        var kept = await Api.SendAsync("PATCH", "/backends/a", """{"weight":7}""");
        var nowhere = await Api.SendAsync("PATCH", "/backends/a", """{"zone":null}""");

        Assert.Equal("zone-a", added.Field("zone"));
        Assert.Equal("zone-b", moved.Field("zone"));
        Assert.Equal("zone-b", kept.Field("zone"));
        Assert.False(nowhere.Json.TryGetProperty("zone", out _));
        Assert.Null(Api.Store.Current.Backends.Find("a")!.Zone);
    }

    [Fact]
    public async Task Zone_ThatIsNone_SaysWhatToWrite()
    {
        var reply = await Api.SendAsync(
            "POST",
            "/backends",
            """{"url":"http://a.test","zone":"Zone A"}"""
        );

        Assert.Equal(["/zone bad_value"], reply.Errors);
        Assert.Contains("for example 'zone-a'. Set it to null", reply.Text);
    }

    [Fact]
    public async Task Pool_WhereOneNamesNone_WarnsUntilAllDo()
    {
        await Api.AddAsync("a", ""","zone":"zone-a" """);
        await Api.AddAsync("b");

        var warned = await Api.GetAsync("/pools/default");
        await Api.SendAsync("PATCH", "/backends/b", """{"zone":"zone-b"}""");
        var quiet = await Api.GetAsync("/pools/default");

        Assert.Contains("zonePreference has no effect", warned.Field("warnings"));
        Assert.False(quiet.Json.TryGetProperty("warnings", out _));
    }
}
