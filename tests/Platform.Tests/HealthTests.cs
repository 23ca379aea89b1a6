using System.Net.Http.Json;
using System.Text.Json;

namespace LbPlatform.Platform.Tests;

/// <summary>S7, S8 and S9: what the poller judges, how it is set, and what it says.</summary>
public sealed class HealthTests : IAsyncLifetime
{
    private PlatformUnderTest _platform = null!;
    private EchoServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await EchoServer.StartAsync("e1");
        _platform = await PlatformUnderTest.StartAsync();
        await _platform.ProbeFastAsync();
        await _platform.AddBackendAsync(_server.Url, "e1");
        await _platform.BecomesAsync("e1", "healthy");
    }

    public async Task DisposeAsync()
    {
        await _platform.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task S7S9_BackendAnswers500_IsUnhealthyAndSaidOnceWithTheReason()
    {
        await DrillAsync("fail");
        await _platform.BecomesAsync("e1", "unhealthy");
        await DrillAsync("recover");
        await _platform.BecomesAsync("e1", "healthy");

        var downs = _platform.Poller.Lines.Where(static line => line.Contains("is DOWN"));
        Assert.Contains("500", Assert.Single(downs));
        var (_, history) = await Shell.RunAsync(
            $"sqlite3 {_platform.HealthFile} \"select backend, from_status, to_status, outcome, status_code from health_transitions order by at\""
        );
        Assert.Contains("e1|healthy|unhealthy|status|500", history);
        Assert.Contains("e1|unhealthy|healthy|ok|200", history);
    }

    [Fact]
    public async Task S7_BackendHangs_IsUnhealthyAfterTheTimeout()
    {
        _server.Signal("STOP");
        await _platform.BecomesAsync("e1", "unhealthy");
        var health = await _platform.Api.GetFromJsonAsync<JsonElement>("/backends/e1/health");
        Assert.Contains("timeout", health.ToString());
        _server.Signal("CONT");
        await _platform.BecomesAsync("e1", "healthy");
    }

    [Fact]
    public async Task S8_ProbeSetOnABackend_OverridesThePlatform()
    {
        using var patched = await _platform.Api.PatchAsJsonAsync(
            "/backends/e1",
            new { probe = new { path = "/ping", expectedStatus = "204" } }
        );
        await PlatformUnderTest.EnsureSuccessAsync(patched);

        await _platform.BecomesAsync("e1", "unhealthy");

        using var inherited = await _platform.Api.PatchAsJsonAsync(
            "/backends/e1",
            new { probe = (object?)null }
        );
        await PlatformUnderTest.EnsureSuccessAsync(inherited);
        await _platform.BecomesAsync("e1", "healthy");
    }

    [Fact]
    public async Task History_OverHttp_TellsTheSameAsSql()
    {
        var probes = await _platform.Api.GetFromJsonAsync<JsonElement>("/backends/e1/probes");
        var transitions = await _platform.Api.GetFromJsonAsync<JsonElement>(
            "/backends/e1/transitions"
        );

        Assert.Equal("ok", probes.GetProperty("items")[0].GetProperty("outcome").GetString());
        Assert.Contains("healthy", transitions.GetProperty("items")[0].ToString());
    }

    [Fact]
    public async Task Poller_KilledAndStartedAgain_ChangesNoVerdict()
    {
        _platform.Poller.KillNow();
        Assert.Equal("healthy", await _platform.HealthOfAsync("e1"));
        await _platform.StartPollerAsync();
        Assert.Equal("healthy", await _platform.HealthOfAsync("e1"));

        var (_, flips) = await Shell.RunAsync(
            $"sqlite3 {_platform.HealthFile} \"select count(*) from health_transitions\""
        );
        Assert.Equal("1", flips);
    }

    private async Task DrillAsync(string what)
    {
        using var client = new HttpClient();
        using var answer = await client.PostAsync(new Uri($"{_server.Url}/_demo/{what}"), null);
        await PlatformUnderTest.EnsureSuccessAsync(answer);
    }
}
