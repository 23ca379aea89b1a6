using System.Net;
using LbPlatform.DataPlane.Breaking;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Breaking;

/// <summary>A pool that fails as a whole, over the wire.</summary>
public sealed class CircuitBreakerTests : IAsyncDisposable
{
    private const int Opened = 4024;
    private const int Recovers = 4025;
    private const int Closed = 4026;

    private readonly Origin[] _origins;
    private volatile string _status = "200 OK";

    public CircuitBreakerTests() => _origins = [new(ServeAsync, "a"), new(ServeAsync, "b")];

    public async ValueTask DisposeAsync()
    {
        foreach (var origin in _origins)
        {
            await origin.DisposeAsync();
        }
    }

    [Fact]
    public async Task Get_TooMuchFails_IsRefusedAtOnce()
    {
        await using var plane = await StartOpenAsync();
        var asked = _origins.Sum(static origin => origin.Heads.Count);

        using var refused = await plane.Client.GetAsync(plane.Url);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(["breaker_open"], refused.Headers.GetValues("X-Lb-Error"));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalMinutes, 58, 60);
        Assert.Equal(asked, _origins.Sum(static origin => origin.Heads.Count));
        Assert.Equal(1, plane.Log.Count(Opened));
        var (_, metrics) = await plane.AdminAsync("/metrics");
        Assert.Contains(
            "lb_pool_breaker{pool=\"default\",state=\"open\"} 1",
            metrics,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "lb_pool_errors_total{pool=\"default\",reason=\"breaker_open\"}",
            metrics,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Get_ThePoolIsWellAgain_IsAnsweredByAndBy()
    {
        await using var plane = await StartAsync(
            new()
            {
                FailurePercent = 30,
                OpenTime = TimeSpan.FromSeconds(1),
                RecoveryTime = TimeSpan.FromSeconds(1),
                Window = TimeSpan.FromSeconds(2),
            }
        );
        _status = "500 Internal Server Error";
        await AskUntilAsync(plane, () => plane.Log.Count(Opened) == 1);

        _status = "200 OK";
        await AskUntilAsync(plane, () => plane.Log.Count(Closed) == 1);

        Assert.Equal("ok", await plane.GetAsync());
        Assert.Equal((1, 1), (plane.Log.Count(Opened), plane.Log.Count(Recovers)));
    }

    [Fact]
    public async Task Get_ItFailsStill_OpensAgain()
    {
        await using var plane = await StartAsync(
            new() { FailurePercent = 30, OpenTime = TimeSpan.FromSeconds(1) }
        );
        _status = "500 Internal Server Error";

        await AskUntilAsync(plane, () => plane.Log.Count(Opened) == 2);

        Assert.Equal(1, plane.Log.Count(Recovers));
        Assert.Equal(0, plane.Log.Count(Closed));
    }

    [Fact]
    public async Task Get_NoBreakerIsSet_IsAskedWhateverFails()
    {
        await using var plane = await StartAsync(BreakerSettings.Default);
        _status = "500 Internal Server Error";
        for (var n = 0; n < 100; n++)
        {
            using var answer = await plane.Client.GetAsync(plane.Url);
            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        }

        Assert.Equal(0, plane.Log.Count(Opened));
    }

    [Fact]
    public async Task Edit_BreakerIsSwitchedOffWhileOpen_ClosesAtOnce()
    {
        await using var plane = await StartOpenAsync();

        _status = "200 OK";
        await SetAsync(plane, BreakerSettings.Default);
        await Eventually.HoldsAsync(
            () => plane.DefaultPool.Breaker.Phase == BreakerPhase.Closed,
            "the breaker is closed"
        );

        Assert.Equal("ok", await plane.GetAsync());
    }

    private static async Task AskUntilAsync(RunningDataPlane plane, Func<bool> condition) =>
        await Eventually.HoldsAsync(
            async () =>
            {
                using var answer = await plane.Client.GetAsync(plane.Url);
                return condition();
            },
            "the breaker follows"
        );

    private async Task<RunningDataPlane> StartOpenAsync()
    {
        var plane = await StartAsync(
            new() { FailurePercent = 30, OpenTime = TimeSpan.FromHours(1) }
        );
        _status = "500 Internal Server Error";
        await AskUntilAsync(plane, () => plane.DefaultPool.Breaker.Phase == BreakerPhase.Open);
        return plane;
    }

    private async Task<RunningDataPlane> StartAsync(BreakerSettings settings)
    {
        var plane = await RunningDataPlane.StartAsync(_origins);
        await SetAsync(plane, settings);
        return plane;
    }

    private static Task SetAsync(RunningDataPlane plane, BreakerSettings settings) =>
        plane.EditAsync(draft =>
        {
            var pool = draft.Snapshot.Pools.Find(Pool.DefaultName)!;
            draft.Put(pool with { Resilience = pool.Resilience with { Breaker = settings } });
        });

    private Task ServeAsync(OriginExchange exchange) => exchange.AnswerAsync("ok", _status);
}
