using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LbPlatform.Platform.Tests;

/// <summary>A backend is let go through the API, by real processes, while a request takes its time.</summary>
public sealed class DrainTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _arrived = new();
    private readonly TaskCompletionSource _release = new();
    private KestrelOrigin _one = null!;
    private EchoServer _two = null!;
    private PlatformUnderTest _platform = null!;

    public async Task InitializeAsync()
    {
        _one = await KestrelOrigin.StartAsync(async context =>
        {
            if (context.Request.Path == "/slow")
            {
                _arrived.TrySetResult();
                await _release.Task;
            }

            await context.Response.WriteAsync("e1");
        });
        _two = await EchoServer.StartAsync("e2");
        _platform = await PlatformUnderTest.StartAsync();
        await _platform.AddBackendAsync(_one.Url, "e1");
    }

    public async Task DisposeAsync()
    {
        _release.TrySetResult();
        await _platform.DisposeAsync();
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    [Fact]
    public async Task Drain_RequestInFlight_IsAwaitedAndTheAnswerSaysSo()
    {
        var inFlight = await BeginAsync();

        using var begun = await _platform.Api.PostAsync("/backends/e1/drain?wait=500ms", null);
        var drain = (await ReadAsync(begun)).GetProperty("drain");
        Assert.Equal("draining", drain.GetProperty("state").GetString());
        Assert.Equal(1, drain.GetProperty("inFlight").GetInt32());
        Assert.Equal(1, drain.GetProperty("nodes")[0].GetProperty("inFlight").GetInt32());
        Assert.Contains("e2", await _platform.GetAsync());

        var waiting = _platform.Api.PostAsync("/backends/e1/drain?wait=15s", null);
        _release.SetResult();

        using var drained = await waiting;
        Assert.Equal(
            "drained",
            (await ReadAsync(drained)).GetProperty("drain").GetProperty("state").GetString()
        );
        Assert.Equal("e1", await inFlight);
        using var deleted = await _platform.Api.DeleteAsync("/backends/e1");
        Assert.Equal(204, (int)deleted.StatusCode);
    }

    [Fact]
    public async Task Delete_RequestInFlight_Is202_AndTheRequestIsAnswered()
    {
        var inFlight = await BeginAsync();

        using var deleted = await _platform.Api.DeleteAsync("/backends/e1");

        Assert.Equal(202, (int)deleted.StatusCode);
        Assert.Contains("e2", await _platform.GetAsync());
        _release.SetResult();
        Assert.Equal("e1", await inFlight);
        await Eventually.HoldsAsync(
            async () =>
            {
                using var gone = await _platform.Api.GetAsync("/backends/e1");
                return (int)gone.StatusCode == 404;
            },
            "it is removed"
        );
    }

    /// <summary>A request is in flight at e1, and e2 is there for the others.</summary>
    private async Task<Task<string>> BeginAsync()
    {
        var inFlight = _platform.GetAsync("/slow");
        await _arrived.Task.WaitAsync(Eventually.Patience);
        await _platform.AddBackendAsync(_two.Url, "e2");
        return inFlight;
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        await PlatformUnderTest.EnsureSuccessAsync(answer);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }
}
