using System.Net.Http.Json;

namespace LbPlatform.Platform.Tests;

/// <summary>A write that was answered is what traffic does.</summary>
public sealed class WritePathTests : IAsyncLifetime
{
    private PlatformUnderTest _platform = null!;
    private EchoServer[] _servers = [];

    public async Task InitializeAsync()
    {
        _servers = await Task.WhenAll(
            Enumerable.Range(1, 2).Select(n => EchoServer.StartAsync($"e{n}"))
        );
        _platform = await PlatformUnderTest.StartAsync();
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
    public async Task Post_FirstBackend_ServesTheVeryNextRequest()
    {
        using (var before = await _platform.Traffic.GetAsync("/"))
        {
            Assert.Equal(503, (int)before.StatusCode);
            Assert.Contains("curl", await before.Content.ReadAsStringAsync());
        }

        await _platform.AddBackendAsync(_servers[0].Url);

        Assert.Contains("Hello from e1", await _platform.GetAsync());
    }

    [Fact]
    public async Task DeleteAndPost_ManyTimes_NoRequestAfterTheAnswerGoesToARemovedBackend()
    {
        await _platform.AddBackendAsync(_servers[0].Url, "stays");
        for (var round = 0; round < 30; round++)
        {
            await _platform.AddBackendAsync(_servers[1].Url, "comes-and-goes");
            var both = new[] { await _platform.GetAsync(), await _platform.GetAsync() };
            Assert.Contains(both, static body => body.Contains("e2", StringComparison.Ordinal));

            using var deleted = await _platform.Api.DeleteAsync(
                "/backends/comes-and-goes?drain=false"
            );
            await PlatformUnderTest.EnsureSuccessAsync(deleted);
            for (var n = 0; n < 4; n++)
            {
                Assert.Contains("e1", await _platform.GetAsync());
            }
        }
    }

    [Fact]
    public async Task Drain_Backend_TakesNoNewRequests()
    {
        await _platform.AddBackendAsync(_servers[0].Url, "e1");
        await _platform.AddBackendAsync(_servers[1].Url, "e2");

        using var patched = await _platform.Api.PatchAsJsonAsync(
            "/backends/e2",
            new { administrativeState = "draining" }
        );
        await PlatformUnderTest.EnsureSuccessAsync(patched);

        for (var n = 0; n < 6; n++)
        {
            Assert.Contains("e1", await _platform.GetAsync());
        }
    }

    [Fact]
    public async Task Changes_UnderLoad_FailNoRequest()
    {
        await _platform.AddBackendAsync(_servers[0].Url, "stays");
        await using var load = SteadyLoad.Start(_platform.Traffic.BaseAddress!);
        for (var round = 0; round < 50; round++)
        {
            await _platform.AddBackendAsync(_servers[1].Url, "comes-and-goes");
            using var deleted = await _platform.Api.DeleteAsync(
                "/backends/comes-and-goes?drain=false"
            );
            await PlatformUnderTest.EnsureSuccessAsync(deleted);
        }

        await load.AnswersAsync(50);
        Assert.Empty(await load.StopAsync());
    }
}
