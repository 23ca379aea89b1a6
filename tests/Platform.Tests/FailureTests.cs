namespace LbPlatform.Platform.Tests;

/// <summary>S3 and S4, and what happens when a part of the platform itself is gone: no client sees an error.</summary>
public sealed class FailureTests : IAsyncLifetime
{
    private PlatformUnderTest _platform = null!;
    private EchoServer[] _servers = [];

    public async Task InitializeAsync()
    {
        _servers = await Task.WhenAll(
            Enumerable.Range(1, 3).Select(n => EchoServer.StartAsync($"e{n}"))
        );
        _platform = await PlatformUnderTest.StartAsync();
        await _platform.ProbeFastAsync();
        foreach (var server in _servers)
        {
            await _platform.AddBackendAsync(server.Url, server.Name);
        }

        foreach (var server in _servers)
        {
            await _platform.BecomesAsync(server.Name, "healthy");
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
    public async Task S3S4_BackendKilledInAStream_NoErrorAndBackAfterItsReturn()
    {
        await using var load = SteadyLoad.Start(_platform.Traffic.BaseAddress!);
        await load.AnswersAsync(200);
        await _servers[1].KillAsync();
        await load.AnswersAsync(200);
        await _platform.BecomesAsync("e2", "unhealthy");
        await _servers[1].StartAgainAsync();
        await _platform.BecomesAsync("e2", "healthy");
        await Eventually.HoldsAsync(
            async () => (await _platform.GetAsync()).Contains("e2", StringComparison.Ordinal),
            "the restarted backend serves again"
        );

        Assert.Empty(await load.StopAsync());
    }

    [Fact]
    public async Task ControlPlaneAndPollerKilled_UnderLoad_NoErrorAlsoOverARestart()
    {
        await using (var load = SteadyLoad.Start(_platform.Traffic.BaseAddress!))
        {
            await load.AnswersAsync(100);
            _platform.ControlPlane.KillNow();
            _platform.Poller.KillNow();
            await load.AnswersAsync(500);
            Assert.Empty(await load.StopAsync());
        }

        _platform.DataPlane.KillNow();
        await _platform.StartDataPlaneAsync();

        Assert.Contains("Hello", await _platform.GetAsync());
    }

    [Fact]
    public async Task DatabaseDeleted_UnderLoadWithoutControlPlane_NoErrorAndSaidSo()
    {
        _platform.ControlPlane.KillNow();
        await using (var load = SteadyLoad.Start(_platform.Traffic.BaseAddress!))
        {
            await load.AnswersAsync(100);
            foreach (var file in Directory.GetFiles(_platform.Directory, "*.db*"))
            {
                File.Delete(file);
            }

            await _platform.DataPlane.SaysAsync("Store unreadable");
            await load.AnswersAsync(200);
            Assert.Empty(await load.StopAsync());
        }

        _platform.DataPlane.KillNow();
        await _platform.StartDataPlaneAsync();

        Assert.Contains("Hello", await _platform.GetAsync());
        Assert.Contains(
            "copy on local disk",
            await _platform.ReadyzAsync(_platform.DataPlaneAdminPort)
        );
    }

    [Fact]
    public async Task DatabaseDeleted_UnderLoadWithControlPlane_IsRebuiltAndNothingIsLost()
    {
        await using var load = SteadyLoad.Start(_platform.Traffic.BaseAddress!);
        await load.AnswersAsync(100);
        File.Delete(_platform.ConfigurationFile);
        await Eventually.HoldsAsync(
            () => File.Exists(_platform.ConfigurationFile),
            "the store is rebuilt"
        );
        await Eventually.HoldsAsync(
            async () =>
            {
                using var answer = await _platform.Api.GetAsync("/backends/e3");
                return answer.IsSuccessStatusCode;
            },
            "the backends are still there"
        );
        await _platform.AddBackendAsync("http://localhost:1", "after");

        Assert.Empty(await load.StopAsync());
    }
}
