using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;

namespace LbPlatform.Platform.Tests;

/// <summary>Policies, weights and tiers as the API sets them are what the next request meets.</summary>
public sealed class BalancingTests(BalancingTests.Running running)
    : IClassFixture<BalancingTests.Running>,
        IAsyncLifetime
{
    private readonly PlatformUnderTest _platform = running.Platform;

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Leaves the platform as it was for the next test.</summary>
    public async Task DisposeAsync()
    {
        foreach (var name in running.Origins.Keys)
        {
            using var _ = await _platform.Api.DeleteAsync($"/backends/{name}");
        }

        await SendAsync("PUT", "/pools/default", new { });
    }

    [Fact]
    public async Task Weights_FiveOneOne_AreMixedSmoothlyAndChangeLive()
    {
        await AddAsync("a", weight: 5);
        await AddAsync("b", weight: 1);
        await AddAsync("c", weight: 1);

        Assert.Equal("aabacaa aabacaa", $"{await AskAsync(7)} {await AskAsync(7)}");

        await SendAsync("PATCH", "/backends/a", new { weight = 0 });
        Assert.Equal("bbbccc", Sorted(await AskAsync(6)));

        await SendAsync("PUT", "/backends/a", new { url = running.Origins["a"].Url });
        await SendAsync("PATCH", "/backends/b", new { weight = 100 });
        await SendAsync("PATCH", "/backends/c", new { weight = 100 });
        Assert.Equal("aabbcc", Sorted(await AskAsync(6)));
    }

    [Fact]
    public async Task Tiers_BackupServesWhileTheFirstTierIsDisabled()
    {
        await AddAsync("a", tier: 0);
        await AddAsync("b", tier: 1);
        Assert.Equal("aaaa", await AskAsync(4));

        await SendAsync("PATCH", "/backends/a", new { administrativeState = "disabled" });
        Assert.Equal("bbbb", await AskAsync(4));

        await SendAsync("PATCH", "/backends/b", new { tier = 0 });
        await SendAsync("PATCH", "/backends/a", new { administrativeState = "enabled" });
        Assert.Equal("aabb", Sorted(await AskAsync(4)));
    }

    /// <summary>Every policy in turn under load, and back: no request may notice.</summary>
    [Fact]
    public async Task Policies_ChangedUnderLoad_CostNoRequest()
    {
        await AddAsync("a");
        await AddAsync("b");
        await AddAsync("c");
        await using var load = SteadyLoad.Start(_platform.Traffic.BaseAddress!);
        foreach (
            var policy in new[]
            {
                "leastRequests",
                "powerOfTwoChoices",
                "random",
                "peakEwma",
                "consistentHash",
                "firstAvailable",
                "roundRobin",
            }
        )
        {
            await SendAsync("PATCH", "/pools/default", new { balancing = new { policy } });
            await load.AnswersAsync(20);
        }

        Assert.Empty(await load.StopAsync());
        Assert.Equal("aabbcc", Sorted(await AskAsync(6)));
    }

    [Fact]
    public async Task Policy_OfAPool_IsMetByTheNextRequest()
    {
        await AddAsync("a");
        await AddAsync("b");
        await AddAsync("c");

        await SendAsync(
            "PATCH",
            "/pools/default",
            new { balancing = new { policy = "firstAvailable" } }
        );
        Assert.Equal("aaaaaa", await AskAsync(6));

        await SendAsync(
            "PATCH",
            "/pools/default",
            new { balancing = new { policy = "consistentHash", hashOn = "path" } }
        );
        var byPath = await AskAsync(30, static n => $"/{n / 3}");
        Assert.All(byPath.Chunk(3), static same => Assert.Single(same.Distinct()));
        Assert.True(byPath.Distinct().Count() > 1, byPath);
    }

    private Task AddAsync(string name, int weight = 100, int tier = 0) =>
        SendAsync(
            "POST",
            "/backends",
            new
            {
                name,
                url = running.Origins[name].Url,
                weight,
                tier,
            }
        );

    private async Task SendAsync(string method, string path, object body)
    {
        using var request = new HttpRequestMessage(new(method), path)
        {
            Content = JsonContent.Create(body),
        };
        using var answer = await _platform.Api.SendAsync(request);
        await PlatformUnderTest.EnsureSuccessAsync(answer);
        Assert.Equal("true", answer.Headers.GetValues("LB-Applied").Single());
    }

    private async Task<string> AskAsync(int requests, Func<int, string>? path = null)
    {
        var seen = "";
        for (var n = 0; n < requests; n++)
        {
            seen += await _platform.GetAsync(path?.Invoke(n) ?? "/");
        }

        return seen;
    }

    private static string Sorted(string seen) => string.Concat(seen.Order());

    /// <summary>One platform and three origins for all tests: each needs seconds to start.</summary>
    public sealed class Running : IAsyncLifetime
    {
        internal Dictionary<string, KestrelOrigin> Origins { get; } = [];

        internal PlatformUnderTest Platform { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            foreach (var name in new[] { "a", "b", "c" })
            {
                Origins[name] = await KestrelOrigin.StartAsync(context =>
                    context.Response.WriteAsync(name)
                );
            }

            Platform = await PlatformUnderTest.StartAsync();
        }

        public async Task DisposeAsync()
        {
            await Platform.DisposeAsync();
            foreach (var origin in Origins.Values)
            {
                await origin.DisposeAsync();
            }
        }
    }
}
