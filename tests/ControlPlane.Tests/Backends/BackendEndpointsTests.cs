using System.Net;

namespace LbPlatform.ControlPlane.Tests.Backends;

/// <summary>What /backends promises to those who write and read.</summary>
public sealed class BackendEndpointsTests : ApiTests
{
    [Fact]
    public async Task Post_OnlyAUrl_IsNamedAndGoesToTheDefaultPool()
    {
        var made = await Api.SendAsync("POST", "/backends", """{"url":"http://Localhost:9001/"}""");

        Assert.Equal(201, made.Status);
        Assert.Equal("/backends/localhost-9001", made.Headers["Location"]);
        Assert.Matches("^\"r2-[0-9a-f]{12}\"$", made.Headers["ETag"]);
        Assert.Equal("2", made.Headers["LB-Revision"]);
        Assert.Equal("http://localhost:9001", made.Field("url"));
        Assert.Equal("default", made.Field("pool"));
        Assert.Equal("enabled", made.Field("administrativeState"));
        Assert.Equal("{}", made.Field("probe"));
        Assert.Equal(
            "10s",
            made.Json.GetProperty("effectiveProbe").GetProperty("interval").GetString()
        );
        Assert.Equal(made.Text, (await Api.GetAsync(made.Headers["Location"])).Text);
        Assert.Equal(made.Text, (await Api.GetAsync($"/backends/{made.Field("id")}")).Text);
    }

    [Fact]
    public async Task Post_SameHostAndPortInOtherPaths_NamesAreMadeUnique()
    {
        foreach (var path in new[] { "a", "b", "c" })
        {
            await Api.SendAsync("POST", "/backends", $$"""{"url":"http://h:1/{{path}}"}""");
        }

        Assert.Equal(["h-1", "h-1-2", "h-1-3"], (await Api.GetAsync("/backends")).Names);
    }

    [Fact]
    public async Task Post_EverythingWrong_EveryMistakeIsNamedAtOnce()
    {
        var refused = await Api.SendAsync(
            "POST",
            "/backends",
            """{"url":"localhost:9001","name":"B 1","pool":"defualt","administrativeState":"drainig","weigth":1,"probe":{"interval":10,"timeout":"2x","path":"x","expectedStatus":"999","healthyThreshold":0,"pth":"/"}}"""
        );

        Assert.Equal(400, refused.Status);
        Assert.Equal("application/problem+json", refused.Headers["Content-Type"]);
        Assert.Equal("invalid", refused.Code);
        Assert.Equal(
            [
                "/administrativeState bad_value",
                "/name bad_name",
                "/pool unknown_pool",
                "/probe/expectedStatus bad_probe",
                "/probe/healthyThreshold bad_probe",
                "/probe/interval wrong_type",
                "/probe/path bad_probe",
                "/probe/pth unknown_field",
                "/probe/timeout bad_probe",
                "/url bad_url",
                "/weigth unknown_field",
            ],
            refused.Errors.Order(StringComparer.Ordinal)
        );
        Assert.Contains("Did you mean 'http://localhost:9001'?", refused.Text);
        Assert.Contains("Did you mean 'default'?", refused.Text);
        Assert.Contains("Did you mean 'draining'?", refused.Text);
        Assert.Contains("Did you mean 'path'?", refused.Text);
        Assert.False(string.IsNullOrEmpty(refused.Field("traceId")));
        Assert.Empty(Api.Store.Current.Backends);
    }

    [Theory]
    [InlineData("{\"url\":\"http://a\",}", 400, "malformed_json")]
    [InlineData("{\"url\":\"http://a\",\"url\":\"http://b\"}", 400, "malformed_json")]
    [InlineData("[]", 400, "malformed_json")]
    [InlineData("", 400, "malformed_json")]
    [InlineData("{}", 400, "required")]
    [InlineData("{\"url\":null}", 400, "required")]
    [InlineData("{\"url\":7}", 400, "wrong_type")]
    [InlineData("{\"url\":\"http://a\",\"name\":\"\\ud800\"}", 400, "malformed_json")]
    [InlineData("{\"\\ud800\":1}", 400, "malformed_json")]
    [InlineData("{\"x\":[{\"\\udc00\":[]}]}", 400, "malformed_json")]
    public async Task Post_Body_IsRefused(string body, int status, string code)
    {
        var refused = await Api.SendAsync("POST", "/backends", body);

        Assert.Equal(status, refused.Status);
        Assert.Equal(code, refused.Code);
    }

    [Fact]
    public async Task Post_WrongUrlAndTimeoutOverInterval_NamesBoth()
    {
        var refused = await Api.SendAsync(
            "POST",
            "/backends",
            """{"url":"localhost:1","probe":{"interval":"1s"}}"""
        );

        Assert.Equal(["/url bad_url", "/probe/timeout bad_probe"], refused.Errors);
    }

    [Fact]
    public async Task Post_NameOrUrlTaken_Is409AndNamesTheExistingOne()
    {
        var one = await Api.AddAsync("one");

        var name = await Api.SendAsync(
            "POST",
            "/backends",
            """{"name":"one","url":"http://other"}"""
        );
        var url = await Api.SendAsync("POST", "/backends", """{"url":"HTTP://ONE.test:80/"}""");

        Assert.Equal((409, "exists"), (name.Status, name.Code));
        Assert.Equal(["/name exists"], name.Errors);
        Assert.Equal("/backends/one", name.Headers["Location"]);
        Assert.Equal((409, "exists"), (url.Status, url.Code));
        Assert.Equal(["/url exists"], url.Errors);
        Assert.Contains("'one'", url.Field("detail"));
        Assert.Equal("/backends/one", url.Headers["Location"]);
        foreach (var refused in new[] { name, url })
        {
            Assert.Equal(
                $$"""{"id":"{{one.Field("id")}}","name":"one","href":"/backends/one"}""",
                refused.Field("existing")
            );
        }
    }

    [Fact]
    public async Task Post_UrlOfANodeThatStopped_IsALoopWhenItIsBack()
    {
        await Api.ReportAsync("dp", 1);
        await Api.ReportAsync("dp", 1, isStopping: true);

        var refused = await Api.SendAsync("POST", "/backends", """{"url":"http://[::1]:8080"}""");

        Assert.Equal((400, "loop"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Post_OwnUrlOrANodes_IsALoop()
    {
        await Api.ReportAsync("dp", 1);
        var own = new Uri(Api.Url).Port;

        foreach (
            var host in new[]
            {
                "localhost",
                "ip6-localhost",
                "127.0.0.1",
                "127.1",
                "0.0.0.0",
                "[::1]",
                "x.localhost",
            }
        )
        {
            foreach (var port in new[] { own, 8080 })
            {
                var refused = await Api.SendAsync(
                    "POST",
                    "/backends",
                    $$"""{"url":"http://{{host}}:{{port}}"}"""
                );
                Assert.Equal((400, "loop"), (refused.Status, refused.Code));
            }
        }
    }

    [Fact]
    public async Task Put_ReplacesEverythingButTheName()
    {
        var made = await Api.AddAsync(
            "one",
            ""","administrativeState":"draining","probe":{"path":"/x"}"""
        );

        var put = await Api.SendAsync("PUT", "/backends/one", """{"url":"http://two.test"}""");

        Assert.Equal(200, put.Status);
        Assert.Equal("one", put.Field("name"));
        Assert.Equal(made.Field("id"), put.Field("id"));
        Assert.Equal(made.Field("createdAt"), put.Field("createdAt"));
        Assert.Equal("enabled", put.Field("administrativeState"));
        Assert.Equal("{}", put.Field("probe"));
        Assert.StartsWith("\"r3-", put.Headers["ETag"]);
    }

    [Fact]
    public async Task Patch_ChangesWhatItNamesAndNullInherits()
    {
        await Api.AddAsync("one", ""","probe":{"path":"/x","interval":"20s"}""");

        var path = await Api.SendAsync(
            "PATCH",
            "/backends/one",
            """{"probe":{"path":null,"timeout":"5s"}}""",
            "application/merge-patch+json"
        );
        Assert.Equal("""{"interval":"20s","timeout":"5s"}""", path.Field("probe"));

        var all = await Api.SendAsync(
            "PATCH",
            "/backends/one",
            """{"probe":null,"administrativeState":"disabled"}"""
        );
        Assert.Equal("{}", all.Field("probe"));
        Assert.Equal("disabled", all.Field("administrativeState"));

        var renamed = await Api.SendAsync("PATCH", "/backends/one", """{"name":"two"}""");
        Assert.Equal("two", renamed.Field("name"));
        Assert.Equal(404, (await Api.GetAsync("/backends/one")).Status);
    }

    [Theory]
    [InlineData("""{"url":null}""", "/url required")]
    [InlineData("""{"prob":null}""", "/prob unknown_field")]
    [InlineData("""{"probe":{"timeout":"11s"}}""", "/probe/timeout bad_probe")]
    [InlineData("""{"probe":{"interval":"1s"}}""", "/probe/timeout bad_probe")]
    [InlineData("""{"probe":7}""", "/probe wrong_type")]
    public async Task Patch_TheResultIsWrong_IsRefused(string patch, string error)
    {
        await Api.AddAsync("one");

        var refused = await Api.SendAsync("PATCH", "/backends/one", patch);

        Assert.Equal(400, refused.Status);
        Assert.Equal([error], refused.Errors);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData(
        ",\"probe\":{\"path\":\"/x\",\"interval\":\"1m30s\",\"expectedStatus\":\"200,204\"}"
    )]
    [InlineData(",\"administrativeState\":\"draining\",\"probe\":{\"healthyThreshold\":5}")]
    public async Task PatchOrPut_TheDocumentThatWasRead_ChangesNothing(string more)
    {
        await Api.AddAsync("one", more == "{}" ? null : more);
        var read = await Api.GetAsync("/backends/one");

        var patched = await Api.SendAsync("PATCH", "/backends/one", read.Text);
        var put = await Api.SendAsync("PUT", "/backends/one", read.Text);

        Assert.Equal((200, read.Text), (patched.Status, patched.Text));
        Assert.Equal((200, read.Text), (put.Status, put.Text));
        Assert.Equal(2, Api.Store.Current.Revision.Value);
    }

    [Fact]
    public async Task IfMatch_TwoWriters_ExactlyOneWins()
    {
        var made = await Api.AddAsync("one");

        var both = await Task.WhenAll(
            Enumerable
                .Range(0, 2)
                .Select(n =>
                    Api.SendAsync(
                        "PATCH",
                        "/backends/one",
                        $$$"""{"probe":{"path":"/{{{n}}}"}}""",
                        headers: ("If-Match", made.Headers["ETag"])
                    )
                )
        );

        Assert.Equal([200, 412], both.Select(static reply => reply.Status).Order());
    }

    /// <summary>The answer changed though the backend did not.</summary>
    [Fact]
    public async Task IfNoneMatch_InheritedSettingsChanged_IsAnsweredAnew_AndIfMatchStillHolds()
    {
        var made = await Api.AddAsync("one");
        var tag = made.Headers["ETag"];
        await Api.SendAsync("PATCH", "/settings", """{"probe":{"path":"/changed"}}""");

        var read = await Api.GetAsync("/backends/one", ("If-None-Match", tag));
        var write = await Api.SendAsync(
            "PATCH",
            "/backends/one",
            """{"administrativeState":"draining"}""",
            headers: ("If-Match", tag)
        );

        Assert.Equal(200, read.Status);
        Assert.Contains("/changed", read.Text);
        Assert.NotEqual(tag, read.Headers["ETag"]);
        Assert.Equal(200, write.Status);
    }

    [Fact]
    public async Task Post_OneHundredAtOnce_AllAreThereAlsoAfterARestart()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => Api.AddAsync($"b{n}")));
        var before = await Api.GetAsync("/backends?limit=500");

        await RestartAsync();

        Assert.Equal(
            100,
            made.Select(static reply => reply.Headers["LB-Revision"]).Distinct().Count()
        );
        Assert.Equal(100, before.Names.Length);
        Assert.Equal(before.Text, (await Api.GetAsync("/backends?limit=500")).Text);
    }

    [Fact]
    public async Task Actor_InTheAuditTrail_IsTheHeadersOrApi()
    {
        await Api.AddAsync("one");
        await Api.SendAsync("DELETE", "/backends/one", headers: ("LB-Actor", "alice"));
        var refused = await Api.SendAsync(
            "DELETE",
            "/backends/one",
            headers: ("LB-Actor", new string('x', 129))
        );

        var trail = (await Api.GetAsync("/revisions?limit=2")).Json.GetProperty("items");

        Assert.Equal("alice", trail[0].GetProperty("actor").GetString());
        Assert.Equal(
            "one",
            trail[0].GetProperty("changes")[0].GetProperty("before").GetProperty("name").GetString()
        );
        Assert.Equal("api", trail[1].GetProperty("actor").GetString());
        Assert.Equal((int)HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("bad_header", refused.Code);
    }
}
