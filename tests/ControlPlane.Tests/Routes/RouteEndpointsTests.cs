namespace LbPlatform.ControlPlane.Tests.Routes;

/// <summary>What /routes promises beyond what every kind of resource does.</summary>
public sealed class RouteEndpointsTests : ApiTests
{
    [Fact]
    public async Task Post_EverythingWrong_EveryMistakeIsNamedAtOnce()
    {
        var refused = await PostAsync(
            """
            {"name":"A","pool":"defualt","priority":10001,"prority":1,
            "match":{"hosts":["a b","ok.test"],"path":"api","pathKind":"prefx","methods":["G T"],"headers":[{"kind":"exact"},{"name":"X","kind":"present","value":"1"},{"name":"X","knd":"exact","value":"1"}],"query":"q"},
            "action":{"mirror":{"pool":"nope","percent":0},"path":{"prefix":"/a","full":"/b"},"host":"http://x","requestHeaders":{"set":[{"name":"Content-Length","value":"1"},{"value":"1"}],"remove":[7]},"timeouts":{"total":"2d","firstByte":5}},
            "limits":{"maxBodyBytes":-1}}
            """
        );

        Assert.Equal((400, "invalid"), (refused.Status, refused.Code));
        Assert.Equal(
            [
                "/action/host bad_route",
                "/action/mirror/percent bad_route",
                "/action/mirror/pool unknown_pool",
                "/action/path bad_route",
                "/action/requestHeaders/remove wrong_type",
                "/action/requestHeaders/set/0/name bad_route",
                "/action/requestHeaders/set/1/name required",
                "/action/timeouts/firstByte wrong_type",
                "/action/timeouts/total bad_route",
                "/limits/maxBodyBytes bad_limit",
                "/match/headers/0/name required",
                "/match/headers/0/value required",
                "/match/headers/1/value bad_route",
                "/match/headers/2/knd unknown_field",
                "/match/hosts/0 bad_route",
                "/match/methods/0 bad_route",
                "/match/path bad_route",
                "/match/pathKind bad_value",
                "/match/query wrong_type",
                "/name bad_name",
                "/pool unknown_pool",
                "/priority bad_route",
                "/prority unknown_field",
            ],
            refused.Errors.Order(StringComparer.Ordinal)
        );
        Assert.Contains("Did you mean 'default'?", refused.Text);
        Assert.Contains("Did you mean 'prefix'?", refused.Text);
        Assert.Equal(1, Api.Store.Current.Revision.Value);
    }

    [Theory]
    [InlineData("""{"name":"a"}""", "/pool required")]
    [InlineData(
        """{"name":"a","pool":"default","action":{"answer":{"status":403}}}""",
        "/pool bad_route"
    )]
    [InlineData(
        """{"name":"a","action":{"redirect":{"scheme":7}}}""",
        "/action/redirect/scheme wrong_type"
    )]
    [InlineData("""{"name":"a","action":{"answer":7}}""", "/action/answer wrong_type")]
    [InlineData(
        """{"name":"a","action":{"split":{"pools":[{"pool":"defalt"},{"pool":"x","weight":2}]}}}""",
        "/action/split/pools/0/pool unknown_pool,/action/split/pools/1/pool unknown_pool"
    )]
    [InlineData(
        """{"name":"a","action":{"split":{"pools":[{"weight":2}]}}}""",
        "/action/split/pools/0/pool required"
    )]
    [InlineData(
        """{"name":"a","action":{"split":{"pools":[{"pool":"default"}],"sticky":{"on":"header"}}}}""",
        "/action/split/sticky/name bad_route"
    )]
    [InlineData(
        """{"name":"a","action":{"split":{"pools":[{"pool":"default"},{"pool":"default"}]}}}""",
        "/action/split/pools/1/pool bad_route"
    )]
    [InlineData(
        """{"name":"a","action":{"redirect":{"status":200,"scheme":"https"}}}""",
        "/action/redirect/status bad_route"
    )]
    [InlineData(
        """{"name":"a","action":{"answer":{"status":204,"body":"x"}}}""",
        "/action/answer/body bad_route"
    )]
    [InlineData(
        """{"name":"a","action":{"redirect":{"scheme":"https"},"mirror":{"pool":"default"}}}""",
        "/action bad_route"
    )]
    public async Task Post_ActionThatCannotBe_NamesItOnce(string body, string errors)
    {
        var refused = await PostAsync(body);

        Assert.Equal(400, refused.Status);
        Assert.Equal(errors, string.Join(',', refused.Errors));
    }

    [Theory]
    [InlineData(
        """{"split":{"pools":[{"pool":"default","weight":9},{"pool":"canary","weight":1}],"sticky":{"on":"cookie","name":"session"}}}"""
    )]
    [InlineData(
        """{"split":{"pools":[{"pool":"canary","weight":0},{"pool":"default","weight":1}]}}"""
    )]
    [InlineData(
        """{"redirect":{"status":308,"scheme":"https","host":"www.shop.test","port":8443,"path":{"prefix":"/new"}}}"""
    )]
    [InlineData(
        """{"answer":{"status":403,"contentType":"text/html","body":"<p>closed</p>","headers":[{"name":"Retry-After","value":"60"}]},"responseHeaders":{"remove":["Server"]}}"""
    )]
    public async Task Post_WhoElseAnswers_IsKeptAndMayBeSentBack(string action)
    {
        await Api.SendAsync("POST", "/pools", """{"name":"canary"}""");

        var made = await PostAsync(
            $$$"""{"name":"a","match":{"path":"/a"},"action":{{{action}}}}"""
        );
        await RestartAsync();
        var read = await Api.GetAsync("/routes/a");
        var sent = await Api.SendAsync("PUT", "/routes/a", read.Text);

        Assert.Equal((201, action), (made.Status, made.Field("action")));
        Assert.False(made.Json.TryGetProperty("pool", out _));
        Assert.Equal(made.Text, read.Text);
        Assert.Equal((200, read.Text), (sent.Status, sent.Text));
    }

    [Fact]
    public async Task Patch_PoolToSplitAndBack_Works()
    {
        await Api.SendAsync("POST", "/pools", """{"name":"canary"}""");
        const string Split =
            """{"pool":null,"action":{"split":{"pools":[{"pool":"default","weight":99},{"pool":"canary"}]}}}""";

        var split = await Api.SendAsync("PATCH", "/routes/default", Split);
        var back = await Api.SendAsync(
            "PATCH",
            "/routes/default",
            """{"pool":"canary","action":{"split":null}}"""
        );

        Assert.Equal(200, split.Status);
        Assert.Contains("\"weight\":99", split.Field("action"));
        Assert.Equal(("canary", "{}"), (back.Field("pool"), back.Field("action")));
    }

    [Fact]
    public async Task Pool_ThatRoutesName_StaysUntilNoneDoes()
    {
        await Api.SendAsync("POST", "/pools", """{"name":"api"}""");
        await PostAsync("""{"name":"to","pool":"api","match":{"path":"/1"}}""");
        await PostAsync(
            """{"name":"split","match":{"path":"/2"},"action":{"split":{"pools":[{"pool":"api"}]}}}"""
        );
        await PostAsync(
            """{"name":"mirror","pool":"default","match":{"path":"/3"},"action":{"mirror":{"pool":"api"}}}"""
        );

        var refused = await Api.SendAsync("DELETE", "/pools/api");
        var listed = await Api.GetAsync("/routes?pool=api");

        Assert.Equal((409, "in_use"), (refused.Status, refused.Code));
        Assert.StartsWith(
            "Pool 'api' is used by routes 'to', 'split', 'mirror'.",
            refused.Field("detail")
        );
        Assert.Equal(["to", "split", "mirror"], listed.Names);
        foreach (var route in listed.Names)
        {
            Assert.Equal(409, (await Api.SendAsync("DELETE", "/pools/api")).Status);
            Assert.Equal(204, (await Api.SendAsync("DELETE", $"/routes/{route}")).Status);
        }

        Assert.Equal(204, (await Api.SendAsync("DELETE", "/pools/api")).Status);
    }

    [Fact]
    public async Task Default_MayBeChangedAndRemoved()
    {
        var changed = await Api.SendAsync(
            "PUT",
            "/routes/default",
            """{"action":{"answer":{"status":404,"body":"nothing here"}}}"""
        );
        var removed = await Api.SendAsync("DELETE", "/routes/default");

        Assert.Equal((200, 204), (changed.Status, removed.Status));
        Assert.Empty((await Api.GetAsync("/routes")).Names);
    }

    private Task<ApiUnderTest.Reply> PostAsync(string body) =>
        Api.SendAsync("POST", "/routes", body);
}
