using System.Net.Http.Json;
using System.Text.Json;

namespace LbPlatform.Platform.Tests;

/// <summary>What POST /explain says of a request is what a client gets that sends it.</summary>
public sealed class ExplainTests : IAsyncLifetime
{
    private const string Token = "let-me-see-why-0815";

    private PlatformUnderTest _platform = null!;
    private EchoServer[] _servers = [];

    public async Task InitializeAsync()
    {
        _servers = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(static n => EchoServer.StartAsync($"b{n}"))
        );
        _platform = await PlatformUnderTest.StartAsync($"--DataPlane:ExplainToken={Token}");
        for (var n = 0; n < _servers.Length; n++)
        {
            await _platform.AddBackendAsync(_servers[n].Url, $"b{n}");
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
    public async Task Explain_EveryTurn_NamesWhoAnswersNext()
    {
        for (var n = 0; n < 6; n++)
        {
            var said = await ExplainAsync();
            var (backend, why) = await GetAsync();

            Assert.Equal(ChoiceOf(said), backend);
            Assert.Equal("default", why.GetProperty("route").GetString());
        }
    }

    [Fact]
    public async Task Explain_BackendWithoutWish_IsNeitherNamedNorAsked()
    {
        using (
            var answer = await _platform.Api.PatchAsJsonAsync(
                "/backends/b1",
                new { administrativeState = "disabled" }
            )
        )
        {
            await PlatformUnderTest.EnsureSuccessAsync(answer);
        }

        var said = await ExplainAsync();
        var excluded = said.GetProperty("pools")[0].GetProperty("backends")[1];

        Assert.Equal("disabled", excluded.GetProperty("status").GetString());
        Assert.Equal("disabled", excluded.GetProperty("administrativeState").GetString());
        for (var n = 0; n < 4; n++)
        {
            var (backend, why) = await GetAsync();
            Assert.NotEqual("b1", backend);
            Assert.Equal("b1", why.GetProperty("excluded")[0].GetProperty("backend").GetString());
        }
    }

    [Fact]
    public async Task Explain_DeadBackend_TellsWhatProbesAndTrafficMet()
    {
        await _platform.ProbeFastAsync();
        await _servers[2].KillAsync();
        await _platform.BecomesAsync("b2", "unhealthy");

        await Eventually.HoldsAsync(
            async () =>
            {
                var dead = (await ExplainAsync()).GetProperty("pools")[0].GetProperty("backends")[
                    2
                ];
                return dead.GetProperty("status").GetString() == "unhealthy"
                    && dead.TryGetProperty("healthSince", out _)
                    && dead.GetProperty("reason")
                        .GetString()!
                        .StartsWith("its probes fail since", StringComparison.Ordinal);
            },
            "the explanation has the verdict"
        );
        Assert.Contains(
            "b2",
            (await GetAsync()).Why.GetProperty("excluded").GetRawText(),
            StringComparison.Ordinal
        );
    }

    private async Task<JsonElement> ExplainAsync()
    {
        using var answer = await _platform.Api.PostAsJsonAsync("/explain", new { path = "/" });
        await PlatformUnderTest.EnsureSuccessAsync(answer);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static string? ChoiceOf(JsonElement said) =>
        said.GetProperty("pools")[0].GetProperty("choice").GetProperty("backend").GetString();

    /// <summary>Who answered a real request, and what it says of why.</summary>
    private async Task<(string? Backend, JsonElement Why)> GetAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("X-Lb-Explain", Token);
        using var answer = await _platform.Traffic.SendAsync(request);
        await PlatformUnderTest.EnsureSuccessAsync(answer);
        var why = JsonElement.Parse(answer.Headers.GetValues("X-Lb-Explained").Single());
        return (why.GetProperty("backend").GetString(), why);
    }
}
