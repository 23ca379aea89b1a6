namespace LbPlatform.ControlPlane.Tests.Idempotency;

public sealed class IdempotencyFilterTests : ApiTests
{
    [Fact]
    public async Task Post_SameKeyAndBody_IsTheFirstAnswerAndOneBackend()
    {
        await Api.ReportAsync("dp", 1);
        var first = await PostAsync("k", """{"url":"http://a"}""", ("Prefer", "wait=0"));
        await Api.AddAsync("other");
        await Api.ReportAsync("dp", 3);
        var again = await PostAsync("k", """{"url":"http://a"}""");

        Assert.Equal((202, first.Text), (again.Status, again.Text));
        foreach (
            var header in new[]
            {
                "Location",
                "ETag",
                "LB-Revision",
                "LB-Applied",
                "LB-Waiting-For",
                "Preference-Applied",
                "Content-Type",
            }
        )
        {
            Assert.Equal(first.Headers[header], again.Headers[header]);
        }

        Assert.False(first.Headers.ContainsKey("Idempotent-Replayed"));
        Assert.Equal("true", again.Headers["Idempotent-Replayed"]);
        await Api.SendAsync("DELETE", "/backends/other?drain=false", headers: ("Prefer", "wait=0"));
        Assert.Single((await Api.GetAsync("/backends")).Names);
    }

    [Fact]
    public async Task Post_SameKeyOtherBody_Is422()
    {
        await PostAsync("k", """{"url":"http://a"}""");

        var other = await PostAsync("k", """{"url":"http://b"}""");

        Assert.Equal((422, "key_reused"), (other.Status, other.Code));
    }

    [Fact]
    public async Task Post_SameKeyInFlight_Is409()
    {
        await Api.ReportAsync("dp", 1);
        var first = Api.SendAsync(
            "POST",
            "/backends",
            """{"url":"http://a"}""",
            headers: [("Idempotency-Key", "k"), ("Prefer", "wait=30")]
        );
        await Eventually.HoldsAsync(() => Api.Store.Current.Revision.Value == 2, "it is committed");

        var again = await PostAsync("k", """{"url":"http://a"}""");
        await Api.ReportAsync("dp", 2);

        Assert.Equal((409, "in_flight"), (again.Status, again.Code));
        Assert.Equal(201, (await first).Status);
    }

    /// <summary>What the key is for: the first answer never arrived.</summary>
    [Fact]
    public async Task Post_WriterLeftWhileWaiting_RepeatsAndGetsTheFirstAnswer()
    {
        await Api.ReportAsync("dp", 1);
        using var leaving = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/backends")
        {
            Content = new StringContent("""{"url":"http://a"}""", null, "application/json"),
            Headers = { { "Idempotency-Key", "k" }, { "Prefer", "wait=60" } },
        };
        var first = Api.Client.SendAsync(request, leaving.Token);
        await Eventually.HoldsAsync(() => Api.Store.Current.Revision.Value == 2, "it is committed");
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        var again = new ApiUnderTest.Reply(409, """{"code":"in_flight"}""", []);
        await Eventually.HoldsAsync(
            async () =>
            {
                again = await PostAsync("k", """{"url":"http://a"}""");
                return again.Status != 409 || again.Code != "in_flight";
            },
            "the server noticed that the writer left"
        );

        Assert.Equal((201, "a-80"), (again.Status, again.Field("name")));
    }

    [Fact]
    public async Task Post_DryRunFirst_ItsKeyMayBeUsedForTheRealOne()
    {
        var rehearsed = await Api.SendAsync(
            "POST",
            "/backends?dryRun=true",
            """{"url":"http://a"}""",
            headers: ("Idempotency-Key", "k")
        );

        Assert.Equal(200, rehearsed.Status);
        Assert.Equal(201, (await PostAsync("k", """{"url":"http://a"}""")).Status);
    }

    [Fact]
    public async Task Post_RefusedThenMended_MayUseItsKeyAgain()
    {
        Assert.Equal(400, (await PostAsync("k", """{"url":"a"}""")).Status);
        Assert.Equal(201, (await PostAsync("k", """{"url":"http://a"}""")).Status);
    }

    [Fact]
    public async Task Post_KeyTooLong_IsRefused() =>
        Assert.Equal("bad_header", (await PostAsync(new string('k', 256), "{}")).Code);

    private Task<ApiUnderTest.Reply> PostAsync(
        string key,
        string body,
        params (string Name, string Value)[] headers
    ) => Api.SendAsync("POST", "/backends", body, headers: [("Idempotency-Key", key), .. headers]);
}
