namespace LbPlatform.ControlPlane.Tests.Settings;

/// <summary>/settings and /pools: what backends inherit.</summary>
public sealed class SettingsEndpointsTests : ApiTests
{
    [Fact]
    public async Task Patch_Settings_IsInheritedByPoolAndBackend()
    {
        await Api.AddAsync("one", ""","probe":{"interval":"1m"}""");

        var patched = await Api.SendAsync(
            "PATCH",
            "/settings",
            """{"probe":{"path":"/ping","interval":"300ms","fastInterval":"100ms","timeout":"300ms"}}"""
        );
        var pool = await Api.SendAsync("PATCH", "/pools/default", """{"probe":{"path":"/pool"}}""");
        var backend = (await Api.GetAsync("/backends/one")).Json.GetProperty("effectiveProbe");

        Assert.Equal(200, patched.Status);
        Assert.Equal(
            """{"kind":"http","path":"/ping","method":"GET","expectedStatus":"200-399","interval":"300ms","fastInterval":"100ms","jitterPercent":10,"timeout":"300ms","healthyThreshold":2,"unhealthyThreshold":3}""",
            patched.Field("probe")
        );
        Assert.Equal("""{"path":"/pool"}""", pool.Field("probe"));
        Assert.Equal("1", pool.Field("backends"));
        Assert.Equal("/pool", backend.GetProperty("path").GetString());
        Assert.Equal("1m", backend.GetProperty("interval").GetString());
        Assert.Equal("300ms", backend.GetProperty("timeout").GetString());
    }

    [Fact]
    public async Task Patch_Null_IsTheDefaultAsShipped()
    {
        var shipped = await Api.GetAsync("/settings");
        await Api.SendAsync("PATCH", "/settings", """{"probe":{"path":"/x","timeout":"1s"}}""");

        var path = await Api.SendAsync("PATCH", "/settings", """{"probe":{"path":null}}""");
        var all = await Api.SendAsync("PATCH", "/settings", """{"probe":null}""");

        Assert.Contains("\"path\":\"/\"", path.Text);
        Assert.Contains("\"timeout\":\"1s\"", path.Text);
        Assert.Equal(shipped.Field("probe"), all.Field("probe"));
    }

    [Fact]
    public async Task Patch_WhatWasRead_ChangesNothing()
    {
        foreach (var path in new[] { "/settings", "/pools/default" })
        {
            var read = await Api.GetAsync(path);
            Assert.Equal(read.Text, (await Api.SendAsync("PATCH", path, read.Text)).Text);
        }

        Assert.Equal(1, Api.Store.Current.Revision.Value);
    }

    [Fact]
    public async Task Patch_IntervalBelowABackendsOwnTimeout_NamesTheBackend()
    {
        await Api.AddAsync("slow", ""","probe":{"timeout":"9s"}""");

        foreach (var path in new[] { "/settings", "/pools/default" })
        {
            var refused = await Api.SendAsync("PATCH", path, """{"probe":{"interval":"5s"}}""");
            Assert.Equal((400, "bad_probe"), (refused.Status, refused.Code));
            Assert.Contains("'slow'", refused.Field("detail"));
        }
    }

    [Theory]
    [InlineData("/settings", """{"prob":{}}""", "/prob unknown_field")]
    [InlineData("/settings", """{"probe":{"interval":"2h"}}""", "/probe/interval bad_probe")]
    [InlineData("/pools/default", """{"probe":{"timeot":"2s"}}""", "/probe/timeot unknown_field")]
    public async Task Patch_Wrong_IsRefused(string path, string body, string error)
    {
        var refused = await Api.SendAsync("PATCH", path, body);

        Assert.Equal(400, refused.Status);
        Assert.Equal([error], refused.Errors);
    }

    [Theory]
    [InlineData("/settings")]
    [InlineData("/pools/default")]
    public async Task Tags_Hold(string path)
    {
        var tag = (await Api.GetAsync(path)).Headers["ETag"];
        const string Patch = """{"probe":{"path":"/x"}}""";

        Assert.Equal(304, (await Api.GetAsync(path, ("If-None-Match", tag))).Status);
        Assert.Equal(
            200,
            (await Api.SendAsync("PATCH", path, Patch, headers: ("If-Match", tag))).Status
        );
        Assert.Equal(
            412,
            (await Api.SendAsync("PATCH", path, Patch, headers: ("If-Match", tag))).Status
        );
    }

    [Fact]
    public async Task PoolsAndRoutes_OfANewStore_AreTheDefaults()
    {
        Assert.Equal(["default"], (await Api.GetAsync("/pools")).Names);
        Assert.Equal(["default"], (await Api.GetAsync("/routes")).Names);
        Assert.Equal("default", (await Api.GetAsync("/routes/default")).Field("pool"));
        Assert.Contains("'default'", (await Api.GetAsync("/pools/defalt")).Field("detail"));
        Assert.Equal(404, (await Api.GetAsync("/routes/x")).Status);
        Assert.Equal(404, (await Api.SendAsync("PATCH", "/pools/x", "{}")).Status);
    }

    [Fact]
    public async Task Revisions_Times_EndWithZ()
    {
        await Api.AddAsync("one");

        var text = (await Api.GetAsync("/revisions/2")).Text;

        Assert.DoesNotContain("+00:00", text);
        Assert.Matches("\"createdAt\":\"[0-9T:.-]+Z\"", text);
    }

    [Fact]
    public async Task Revisions_StoreCannotBeRead_Is503()
    {
        File.Move(Api.StoreOptions.ConfigurationFile, Api.StoreOptions.ConfigurationFile + ".away");
        System.IO.Directory.CreateDirectory(Api.StoreOptions.ConfigurationFile);

        foreach (var path in new[] { "/revisions", "/revisions/1" })
        {
            var reply = await Api.GetAsync(path);
            Assert.Equal((503, "store"), (reply.Status, reply.Code));
        }
    }

    [Fact]
    public async Task Revisions_Pages_NewestFirst()
    {
        for (var n = 0; n < 3; n++)
        {
            await Api.AddAsync($"b{n}");
        }

        var seen = new List<long>();
        var rounds = 0;
        for (var next = "/revisions?limit=2"; next is not null; )
        {
            Assert.True(++rounds <= 3, $"the pages do not end: {next}");
            var page = await Api.GetAsync(next);
            seen.AddRange(
                page.Json.GetProperty("items")
                    .EnumerateArray()
                    .Select(static item => item.GetProperty("revision").GetInt64())
            );
            next = page.Next;
        }

        Assert.Equal([4, 3, 2, 1], seen);
        Assert.Contains("\"b1\"", (await Api.GetAsync("/revisions/3")).Text);
        Assert.Equal(404, (await Api.GetAsync("/revisions/5")).Status);
        Assert.Equal(404, (await Api.GetAsync("/revisions/x")).Status);
        Assert.Equal(404, (await Api.GetAsync("/revisions/0")).Status);
    }
}
