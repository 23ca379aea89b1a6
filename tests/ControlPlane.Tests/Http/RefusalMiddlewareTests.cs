namespace LbPlatform.ControlPlane.Tests.Http;

/// <summary>What no handler answers still has the one form of a refusal.</summary>
public sealed class RefusalMiddlewareTests : ApiTests
{
    [Theory]
    [InlineData("GET", "/nope", 404, "not_found")]
    [InlineData("POST", "/nope", 404, "not_found")]
    [InlineData("DELETE", "/backends", 405, "method")]
    [InlineData("POST", "/backends/one", 405, "method")]
    public async Task Answer_OfNoHandler_IsAProblem(
        string method,
        string path,
        int status,
        string code
    )
    {
        var reply = await Api.SendAsync(method, path);

        Assert.Equal((status, code), (reply.Status, reply.Code));
        Assert.Equal("application/problem+json", reply.Headers["Content-Type"]);
        Assert.Equal(path, reply.Field("instance"));
        Assert.Equal($"/problems/{code}", reply.Field("type"));
        Assert.Equal("1", reply.Headers["LB-Revision"]);
        Assert.Equal(200, (await Api.GetAsync(reply.Field("type")!)).Status);
    }

    [Fact]
    public async Task Method_NotPossible_SaysWhichAre() =>
        Assert.Equal("GET, POST", (await Api.SendAsync("PUT", "/backends", "{}")).Headers["Allow"]);

    [Fact]
    public async Task Host_OfAnotherSite_IsRefused()
    {
        Assert.Equal(400, (await Api.GetAsync("/backends", ("Host", "evil.test"))).Status);
        Assert.Equal(200, (await Api.GetAsync("/backends", ("Host", "localhost:9080"))).Status);
    }
}
