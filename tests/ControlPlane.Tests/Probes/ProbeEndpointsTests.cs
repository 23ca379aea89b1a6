namespace LbPlatform.ControlPlane.Tests.Probes;

/// <summary>Probes at every level of the API.</summary>
public sealed class ProbeEndpointsTests : ApiTests
{
    [Fact]
    public async Task Patch_Pool_IsMergedShownAndInherited()
    {
        await Api.AddAsync("one", ""","probe":{"port":9000}""");
        await Api.SendAsync(
            "PATCH",
            "/pools/default",
            """{"probe":{"method":"HEAD","headers":{"X-A":"1","X-B":"2"},"expectedHeader":{"name":"x-ready","value":"yes"}}}"""
        );

        var patched = await Api.SendAsync(
            "PATCH",
            "/pools/default",
            """{"probe":{"headers":{"X-A":null,"X-C":"3"},"expectedHeader":{"value":null},"unhealthyInterval":"5s"}}"""
        );
        var read = await Api.GetAsync("/pools/default");
        var backend = await Api.GetAsync("/backends/one");

        Assert.Equal(
            """{"method":"HEAD","headers":{"X-B":"2","X-C":"3"},"expectedHeader":{"name":"x-ready"},"unhealthyInterval":"5s"}""",
            patched.Field("probe")
        );
        Assert.Equal(patched.Field("probe"), read.Field("probe"));
        Assert.Equal("""{"port":9000}""", backend.Field("probe"));
        Assert.Equal(
            """{"kind":"http","path":"/","method":"HEAD","port":9000,"headers":{"X-B":"2","X-C":"3"},"expectedStatus":"200-399","expectedHeader":{"name":"x-ready"},"interval":"10s","fastInterval":"2s","unhealthyInterval":"5s","jitterPercent":10,"timeout":"2s","healthyThreshold":2,"unhealthyThreshold":3}""",
            backend.Field("effectiveProbe")
        );
    }

    [Fact]
    public async Task Patch_EmptyValues_AreNotInherited()
    {
        await Api.SendAsync(
            "PATCH",
            "/pools/default",
            """{"probe":{"headers":{"X-A":"1"},"host":"a.test","port":81,"expectedBody":"ok","expectedHeader":{"name":"x"}}}"""
        );
        await Api.AddAsync(
            "one",
            ""","probe":{"headers":{},"host":"","port":0,"expectedBody":"","expectedHeader":{"name":""}}"""
        );

        var effective = (await Api.GetAsync("/backends/one")).Field("effectiveProbe");

        foreach (var field in new[] { "headers", "host", "port", "expectedBody", "expectedHeader" })
        {
            Assert.DoesNotContain($"\"{field}\"", effective);
        }
    }

    [Fact]
    public async Task Patch_HeadWithABodyInherited_IsRefusedAndNamesWhom()
    {
        await Api.AddAsync("one", ""","probe":{"expectedBody":"ok"}""");

        var refused = await Api.SendAsync("PATCH", "/settings", """{"probe":{"method":"HEAD"}}""");

        Assert.Equal((400, "bad_probe"), (refused.Status, refused.Code));
        Assert.Contains("Backend 'one' would be probed with HEAD", refused.Field("detail"));
        Assert.Equal(
            200,
            (
                await Api.SendAsync(
                    "PATCH",
                    "/settings",
                    """{"probe":{"method":"HEAD","kind":"tcp"}}"""
                )
            ).Status
        );
    }

    [Fact]
    public async Task Patch_TextThatIsNone_IsRefused()
    {
        var refused = await Api.SendAsync("PATCH", "/settings", """{"probe":{"send":"\ud800"}}""");

        Assert.Equal(400, refused.Status);
    }

    [Fact]
    public async Task Patch_WhatWasRead_ChangesNothing()
    {
        await Api.SendAsync(
            "PATCH",
            "/settings",
            """{"probe":{"kind":"grpc","headers":{"X-A":"1"},"tls":true,"service":"s","jitterPercent":0}}"""
        );
        var read = await Api.GetAsync("/settings");

        Assert.Equal(read.Text, (await Api.SendAsync("PATCH", "/settings", read.Text)).Text);
    }
}
