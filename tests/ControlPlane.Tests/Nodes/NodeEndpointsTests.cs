namespace LbPlatform.ControlPlane.Tests.Nodes;

/// <summary>What data planes report, and what writes wait for.</summary>
public sealed class NodeEndpointsTests : ApiTests
{
    [Fact]
    public async Task Write_DataPlaneBehind_IsAnsweredWhenItReports()
    {
        await Api.ReportAsync("dp", 1);
        var writing = Api.SendAsync(
            "POST",
            "/backends",
            """{"url":"http://a"}""",
            headers: ("Prefer", "wait=30")
        );
        await Eventually.HoldsAsync(() => Api.Store.Current.Revision.Value == 2, "it is committed");
        Assert.False(writing.IsCompleted);

        await Api.ReportAsync("dp", 2);

        var reply = await writing;
        Assert.Equal(201, reply.Status);
        Assert.Equal("true", reply.Headers["LB-Applied"]);
        Assert.Equal("wait=30", reply.Headers["Preference-Applied"]);
        Assert.False(reply.Headers.ContainsKey("LB-Waiting-For"));
    }

    [Theory]
    [InlineData("wait=0", 202)]
    [InlineData("respond-async, wait=0", 202)]
    [InlineData(null, 201)]
    public async Task Write_DataPlaneStaysBehind_SaysWho(string? preference, int status)
    {
        await Api.ReportAsync("dp", 1);

        var reply = await Api.SendAsync(
            "POST",
            "/backends",
            """{"url":"http://a"}""",
            headers: preference is null ? [] : [("Prefer", preference)]
        );

        Assert.Equal(status, reply.Status);
        Assert.Equal("false", reply.Headers["LB-Applied"]);
        Assert.Equal("dp", reply.Headers["LB-Waiting-For"]);
        Assert.Equal("/backends/a-80", reply.Headers["Location"]);
    }

    /// <summary>The data plane goes on while ControlPlane restarts, and is at most a heartbeat from its next report.</summary>
    [Fact]
    public async Task Write_JustAfterARestart_WaitsForTheDataPlaneFromBefore()
    {
        await Api.ReportAsync("dp", 1);
        var file = Api.StoreOptions.LastGoodFile("controlplane", "nodes");
        await Eventually.HoldsAsync(
            () => File.Exists(file) && File.ReadAllText(file).Contains("\"dp\""),
            "the data plane is kept"
        );
        await RestartAsync();
        Assert.Empty((await Api.GetAsync("/nodes")).Json.GetProperty("items").EnumerateArray());

        var writing = Api.SendAsync(
            "POST",
            "/backends",
            """{"url":"http://a"}""",
            headers: ("Prefer", "wait=30")
        );
        await Eventually.HoldsAsync(() => Api.Store.Current.Revision.Value == 2, "it is committed");
        Assert.False(writing.IsCompleted);
        await Api.ReportAsync("dp", 2);

        Assert.Equal("true", (await writing).Headers["LB-Applied"]);
        await Api.ReportAsync("dp", 2, isStopping: true);
        await Eventually.HoldsAsync(
            () => !File.ReadAllText(file).Contains("\"dp\""),
            "one that stops is kept no longer"
        );
    }

    [Fact]
    public async Task Delete_NotAppliedInTheAskedTime_Is202()
    {
        await Api.AddAsync("one");
        await Api.ReportAsync("dp", 1);

        var reply = await Api.SendAsync(
            "DELETE",
            "/backends/one?drain=false",
            headers: ("Prefer", "wait=0")
        );

        Assert.Equal((202, ""), (reply.Status, reply.Text));
    }

    /// <summary>A preference is no order (RFC 7240): what cannot be heeded is passed over, and the answer says what was.</summary>
    [Theory]
    [InlineData("wait=600", "wait=60")]
    [InlineData("wait=x", null)]
    [InlineData("respond-async", null)]
    public async Task Write_PreferenceNotAsItShouldBe_IsNoError(string preference, string? heeded)
    {
        await Api.ReportAsync("dp", 99);

        var reply = await Api.SendAsync(
            "POST",
            "/backends",
            """{"url":"http://a"}""",
            headers: ("Prefer", preference)
        );

        Assert.Equal(201, reply.Status);
        Assert.Equal(heeded, reply.Headers.GetValueOrDefault("Preference-Applied"));
    }

    [Fact]
    public async Task List_ReportedNode_IsShown()
    {
        await Api.ReportAsync("dp", 1);
        await Api.ReportAsync("gone", 1, isStopping: true);

        var items = (await Api.GetAsync("/nodes")).Json.GetProperty("items");

        Assert.Equal("dp", items[0].GetProperty("id").GetString());
        Assert.Equal("dataPlane", items[0].GetProperty("kind").GetString());
        Assert.True(items[0].GetProperty("isLive").GetBoolean());
        Assert.True(items[0].GetProperty("isCurrent").GetBoolean());
        Assert.False(items[1].GetProperty("isLive").GetBoolean());
        Assert.Equal("zone-a", items[0].GetProperty("zone").GetString());
        var certificate = items[0].GetProperty("certificates")[0];
        Assert.Equal("CN=a.test", certificate.GetProperty("subject").GetString());
        Assert.Equal(Some.Instant, certificate.GetProperty("notAfter").GetDateTimeOffset());
    }

    [Theory]
    [InlineData("{}", "malformed_json")]
    [InlineData("null", "malformed_json")]
    [InlineData(
        """{"id":"x","kind":"dataPlane","version":"1","startedAt":"2026-01-01T00:00:00Z","urls":[]}""",
        "bad_value"
    )]
    [InlineData(
        """{"id":"dp","kind":"dataPlane","version":"","startedAt":"2026-01-01T00:00:00Z","urls":[]}""",
        "bad_value"
    )]
    [InlineData(
        """{"id":"dp","kind":"dataPlane","version":"1","startedAt":"2026-01-01T00:00:00Z","urls":[null]}""",
        "bad_value"
    )]
    [InlineData(
        """{"id":"dp","kind":"dataPlane","version":"1","startedAt":"2026-01-01T00:00:00Z","urls":null}""",
        "malformed_json"
    )]
    [InlineData(
        """{"id":"dp","kind":"dataPlane","version":"1","startedAt":"2026-01-01T00:00:00Z","urls":[],"zone":"A b"}""",
        "bad_value"
    )]
    public async Task Report_OfNoNode_IsRefused(string body, string code)
    {
        var reply = await Api.SendAsync("PUT", "/nodes/dp", body);

        Assert.Equal((400, code), (reply.Status, reply.Code));
        Assert.Empty((await Api.GetAsync("/nodes")).Json.GetProperty("items").EnumerateArray());
    }
}
