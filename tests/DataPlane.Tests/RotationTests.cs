using System.Net;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Health;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests;

/// <summary>Who is chosen: in turn, past those that died, and again those that came back.</summary>
public sealed class RotationTests
{
    [Fact]
    public async Task Requests_ThreeBackends_AreServedInTurn()
    {
        await using var a = new Origin(name: "c-first");
        await using var b = new Origin(name: "b-second");
        await using var c = new Origin(name: "a-third");
        await using var plane = await RunningDataPlane.StartAsync();
        foreach (var origin in new[] { a, b, c })
        {
            await plane.EditAsync(d => RunningDataPlane.Add(d, origin.Name, origin.Url));
        }

        Assert.Equal(
            ["c-first", "b-second", "a-third", "c-first", "b-second", "a-third"],
            await plane.GetAsync(6)
        );
    }

    [Fact]
    public async Task Requests_OneDiesAndReturns_GoOnAfterTheLastChosenOne()
    {
        await using var a = new Origin(name: "5001");
        await using var b = new Origin(name: "5002");
        await using var c = new Origin(name: "5003");
        // Its time never ends here: it is the verdict that brings it back.
        await using var plane = await RunningDataPlane.StartAsync(
            new ManualTimeProvider(),
            a,
            b,
            c
        );

        var before = await plane.GetAsync(4);
        b.Kill();
        var without = await plane.GetAsync(2);
        b.Start();
        await plane.JudgeAsync("5002", HealthStatus.Healthy);
        var after = await plane.GetAsync(2);

        Assert.Equal(
            ["5001", "5002", "5003", "5001", "5003", "5001", "5002", "5003"],
            [.. before, .. without, .. after]
        );
        Assert.Equal(["Backend 5002 back in default: its probes pass"], plane.Log.Of(4023));
    }

    [Fact]
    public async Task Backend_KilledUnderLoad_CostsNoClientAnError()
    {
        await using var a = new Origin(name: "a");
        await using var b = new Origin(name: "b");
        await using var c = new Origin(name: "c");
        await using var plane = await RunningDataPlane.StartAsync(a, b, c);
        var (served, failed) = (0, 0);
        using var enough = new CancellationTokenSource();

        var clients = Enumerable
            .Range(0, 16)
            .Select(_ => Task.Run(AskAsync, CancellationToken.None))
            .ToArray();
        await Eventually.HoldsAsync(() => served > 300, "traffic flows");
        b.Kill();
        var killedAt = served;
        await Eventually.HoldsAsync(() => served > killedAt + 600, "traffic flows on");
        b.Start();
        await Eventually.HoldsAsync(
            () => plane.StatusOf("b") == EligibilityStatus.Eligible,
            "b is back by time"
        );
        await enough.CancelAsync();
        await Task.WhenAll(clients);

        Assert.Equal(0, failed);

        async Task AskAsync()
        {
            while (!enough.IsCancellationRequested)
            {
                using var answer = await plane.Client.GetAsync(plane.Url, CancellationToken.None);
                _ =
                    answer.StatusCode == HttpStatusCode.OK
                        ? Interlocked.Increment(ref served)
                        : Interlocked.Increment(ref failed);
            }
        }
    }

    [Fact]
    public async Task Verdict_Turns_MovesTrafficWithoutAReload()
    {
        await using var a = new Origin(name: "a");
        await using var b = new Origin(name: "b");
        await using var plane = await RunningDataPlane.StartAsync(a, b);
        var reloads = plane.Log.Count(4010);

        await plane.JudgeAsync("a", HealthStatus.Unhealthy);
        var without = await plane.GetAsync(3);
        await plane.JudgeAsync("a", HealthStatus.Healthy);
        var after = await plane.GetAsync(2);

        Assert.Equal(["b", "b", "b"], without);
        Assert.Equal(["a", "b"], after);
        Assert.Equal(reloads, plane.Log.Count(4010));
    }

    [Fact]
    public async Task Backend_DrainedInFlight_EndsItsRequestAndGetsNoOther()
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
        await using var b = new Origin(name: "b");

        var inFlight = plane.GetAsync();
        await Eventually.HoldsAsync(() => !a.Heads.IsEmpty, "the request is at a");
        await plane.EditAsync(draft =>
        {
            var backend = draft.Snapshot.Backends.Find("a")!;
            draft.Put(backend with { AdministrativeState = AdministrativeState.Draining });
            RunningDataPlane.Add(draft, "b", b.Url);
        });
        var meanwhile = await plane.GetAsync(2);
        release.SetResult();

        Assert.Equal(["b", "b"], meanwhile);
        Assert.Equal("a", await inFlight);
    }

    [Fact]
    public async Task Backend_WithAnotherUrl_InheritsNoEjection()
    {
        await using var a = new Origin(name: "a");
        await using var b = new Origin(name: "b");
        await using var moved = new Origin(name: "moved");
        await using var plane = await RunningDataPlane.StartAsync(a, b);
        a.Kill();
        await plane.GetAsync(2);
        Assert.Equal(EligibilityStatus.Ejected, plane.StatusOf("a"));

        await plane.EditAsync(draft =>
            draft.Put(draft.Snapshot.Backends.Find("a")! with { Url = BackendUrl.Parse(moved.Url) })
        );

        Assert.Equal(EligibilityStatus.Eligible, plane.StatusOf("a"));
        Assert.Contains("moved", await plane.GetAsync(2));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Localhost_ServerOnOneFamily_IsReached(string address)
    {
        await using var origin = new Origin(name: "o", address: IPAddress.Parse(address));
        await using var plane = await RunningDataPlane.StartAsync();
        await plane.EditAsync(d => RunningDataPlane.Add(d, "o", $"http://localhost:{origin.Port}"));

        Assert.Equal("o", await plane.GetAsync());
        origin.Kill();
        origin.Start();
        Assert.Equal("o", await plane.GetAsync());
    }
}
