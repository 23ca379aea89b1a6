using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Snapshots;
using Microsoft.Extensions.DependencyInjection;

namespace LbPlatform.DataPlane.Tests;

/// <summary>Serving with its store gone, and stopping without breaking anything off.</summary>
public sealed class ResilienceTests
{
    [Theory]
    [InlineData("delete")]
    [InlineData("corrupt")]
    [InlineData("replace")]
    public async Task Store_LostUnderLoad_CostsNoRequest(string fault)
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var enough = new CancellationTokenSource();
        var traffic = Task.Run(() => CountFailuresAsync(plane, enough.Token));

        foreach (var file in new[] { plane.Store.ConfigurationFile, plane.Store.HealthFile })
        {
            switch (fault)
            {
                case "delete":
                    File.Delete(file);
                    break;
                case "corrupt":
                    await File.WriteAllBytesAsync(file, new byte[8192], CancellationToken.None);
                    break;
                default:
                    File.Delete(file);
                    await File.WriteAllTextAsync(file, "not a database", CancellationToken.None);
                    break;
            }
        }

        var watcher = plane.Services.GetRequiredService<StoreWatcher<ConfigurationSnapshot>>();
        // A damaged file may still be read well, from SQLite's log beside it; a deleted one is always missed.
        if (fault == "delete")
        {
            await Eventually.HoldsAsync(() => plane.Log.Count(2020) == 2, "it is noticed");
            var (status, body) = await plane.AdminAsync("/readyz");
            Assert.Equal(200, status);
            Assert.Contains("from memory", body, StringComparison.Ordinal);
        }

        // Long enough for the watcher to renew its connection to the file.
        for (var looks = 0; looks < 30; looks++)
        {
            var seen = watcher.View;
            await Eventually.HoldsAsync(
                () => !ReferenceEquals(seen, watcher.View),
                "the watcher looks at its file"
            );
        }

        await enough.CancelAsync();

        Assert.Equal(0, await traffic);
        Assert.Equal("a", await plane.GetAsync());
        Assert.InRange(plane.Log.Count(2020), fault == "delete" ? 2 : 0, 2);
    }

    [Fact]
    public async Task Start_WithoutStore_ServesFromTheCopies()
    {
        await using var a = new Origin(name: "a");
        await using var b = new Origin(name: "b");
        await using var plane = await RunningDataPlane.StartAsync(a, b);
        await plane.JudgeAsync("a", State.Health.HealthStatus.Unhealthy);
        await Eventually.HoldsAsync(
            () => File.Exists(plane.Store.LastGoodFile("dataplane", "health")),
            "the copies are made"
        );
        await plane.StopProcessAsync();
        File.Delete(plane.Store.ConfigurationFile);
        File.Delete(plane.Store.HealthFile);

        await plane.StartProcessAsync();
        // The very first request is served, and not by the one that was unhealthy.
        Assert.Equal(["b", "b"], await plane.GetAsync(2));
        var (status, body) = await plane.AdminAsync("/readyz");
        Assert.Equal(200, status);
        Assert.Contains("from the copy on local disk", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_UnderLoad_CostNoRequest()
    {
        await using var a = new Origin(name: "a");
        await using var b = new Origin(name: "b");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var enough = new CancellationTokenSource();
        var traffic = Task.Run(() => CountFailuresAsync(plane, enough.Token));

        for (var n = 0; n < 30; n++)
        {
            await plane.EditAsync(d => RunningDataPlane.Add(d, "b", b.Url));
            await plane.EditAsync(d => d.Remove(d.Snapshot.Backends.Find("b")!));
        }

        await enough.CancelAsync();
        Assert.Equal(0, await traffic);
    }

    [Fact]
    public async Task Stop_RequestInFlight_EndsItAndSaysSo()
    {
        var release = new TaskCompletionSource();
        await using var a = new Origin(
            async exchange =>
            {
                await release.Task;
                await exchange.AnswerAsync("a");
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        var log = plane.Log;
        var inFlight = plane.GetAsync();
        await Eventually.HoldsAsync(() => !a.Heads.IsEmpty, "the request is at the backend");

        var stopping = plane.StopProcessAsync();
        await Eventually.HoldsAsync(() => log.Count(1001) == 1, "it drains");
        await Eventually.HoldsAsync(() => IsRefused(plane.Port), "no new connections are taken");
        var (status, body) = await plane.AdminAsync("/readyz");
        release.SetResult();

        Assert.Equal("a", await inFlight);
        await stopping;
        Assert.Equal(503, status);
        Assert.Contains("[-] process: stopping", body, StringComparison.Ordinal);
        Assert.Equal(["Shutting down: draining 1 requests for up to 30s"], log.Of(1001));
        Assert.Equal(["Shutdown complete (1 drained, 0 aborted)"], log.Of(1002));
    }

    [Fact]
    public async Task Stop_RequestThatNeverEnds_IsBrokenOff()
    {
        var never = new TaskCompletionSource();
        await using var a = new Origin(_ => never.Task, "a");
        await using var plane = await RunningDataPlane.StartAsync(
            ["--DataPlane:DrainTimeout", "300ms"],
            a
        );
        var log = plane.Log;
        var inFlight = plane.GetAsync();
        await Eventually.HoldsAsync(() => !a.Heads.IsEmpty, "the request is at the backend");

        await plane.StopProcessAsync();
        never.SetResult();

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => inFlight);
        Assert.Equal(["Shutdown complete (0 drained, 1 aborted)"], log.Of(1002));
    }

    private static async Task<int> CountFailuresAsync(
        RunningDataPlane plane,
        CancellationToken enough
    )
    {
        var failures = 0;
        while (!enough.IsCancellationRequested)
        {
            using var answer = await plane.Client.GetAsync(plane.Url, CancellationToken.None);
            failures += answer.IsSuccessStatusCode ? 0 : 1;
        }

        return failures;
    }

    private static bool IsRefused(int port)
    {
        try
        {
            using var client = RawClient.Connect(port);
            return false;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return true;
        }
    }
}
