namespace LbPlatform.Platform.Tests;

/// <summary>S1, S2 and S6 of the seed checks, with the servers that people try first.</summary>
public sealed class RotationTests : IAsyncLifetime
{
    private PlatformUnderTest _platform = null!;
    private PythonServer[] _servers = [];

    public async Task InitializeAsync()
    {
        _servers = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => PythonServer.StartAsync())
        );
        _platform = await PlatformUnderTest.StartAsync();
        foreach (var server in _servers)
        {
            await _platform.AddBackendAsync(server.Url);
        }
    }

    public async Task DisposeAsync()
    {
        await _platform.DisposeAsync();
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task S1_SixRequestsOverThreeBackends_EachServesTwoInOrder()
    {
        var seen = await AskAsync(6);

        Assert.Equal([0, 1, 2, 0, 1, 2], seen);
    }

    [Fact]
    public async Task S2_StopAndRestart_SkipsAndReturnsInSequence()
    {
        var seen = await AskAsync(4);
        await _servers[1].KillAsync();
        seen.AddRange(await AskAsync(2));
        await _servers[1].StartAgainAsync();
        await Eventually.HoldsAsync(
            async () =>
                (await _platform.ReadyzAsync(_platform.DataPlaneAdminPort)).Contains("3 of 3"),
            "the data plane takes the restarted backend again"
        );
        seen.AddRange(await AskAsync(2));

        Assert.Equal([0, 1, 2, 0, 2, 0, 1, 2], seen);
    }

    [Fact]
    public async Task S6_AllDown_Answers503WithReasonAndRecovers()
    {
        foreach (var server in _servers)
        {
            await server.KillAsync();
        }

        using (var answer = await _platform.Traffic.GetAsync("/"))
        {
            Assert.Equal(503, (int)answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
            Assert.NotEmpty(answer.Headers.GetValues("X-Lb-Error"));
            Assert.NotEmpty(await answer.Content.ReadAsStringAsync());
        }

        Assert.False(_platform.DataPlane.HasExited);
        await _servers[0].StartAgainAsync();
        await Eventually.HoldsAsync(
            async () =>
            {
                using var answer = await _platform.Traffic.GetAsync("/");
                return answer.IsSuccessStatusCode;
            },
            "the first backend that is back serves"
        );
    }

    private async Task<List<int>> AskAsync(int requests)
    {
        var seen = new List<int>();
        for (var n = 0; n < requests; n++)
        {
            var body = await _platform.GetAsync();
            seen.Add(Array.FindIndex(_servers, server => server.Greeting == body));
        }

        return seen;
    }
}
