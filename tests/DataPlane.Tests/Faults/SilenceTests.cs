using System.Net;
using LbPlatform.DataPlane.Silence;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Model;
using Xunit.Abstractions;

namespace LbPlatform.DataPlane.Tests.Faults;

/// <summary>Real processes that SIGSTOP silences, with nothing set: what waits there is answered elsewhere.</summary>
public sealed class SilenceTests(ITestOutputHelper output)
{
    private const int Backends = 5;
    private const int Ejected = 4022;

    /// <summary>Requests before the fault: enough to know how quick the pool is.</summary>
    private const int Before = 400;

    /// <summary>
    /// The longest that any may take: the silence, the time between two looks, and what a busy machine needs to notice and to
    /// send on.
    /// </summary>
    private static readonly TimeSpan Bound =
        EjectionSettings.Default.Silence + SilenceRules.Interval + TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Get_BackendsAreStopped_IsAnsweredWithinTheBound(int stopped)
    {
        await using var pool = await StoppablePool.StartAsync(Backends);
        await using var load = new SteadyLoad(pool.Plane.Url);
        await load.ReachesAsync(Before);

        for (var at = 0; at < stopped; at++)
        {
            pool[at].Stop();
        }

        await pool.EjectsAsync(stopped);
        await load.ReachesAsync(load.Count + Before);
        await load.StopAsync();

        output.WriteLine($"slowest {load.Slowest.TotalSeconds:0.00} s");
        Assert.Empty(load.Failures);
        Assert.InRange(load.Slowest, TimeSpan.Zero, Bound);
        Assert.All(
            pool.Plane.Log.Of(Ejected).Take(stopped),
            static line => Assert.Contains("no answer for 2s to ", line, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Get_BackendStaysStopped_OneRequestAtATimeFindsOut()
    {
        await using var pool = await StoppablePool.StartAsync(
            2,
            new() { Silence = EjectionSettings.ShortestSilence }
        );
        await using var load = new SteadyLoad(pool.Plane.Url);
        await load.ReachesAsync(Before);
        pool[0].Stop();

        await pool.EjectsAsync(2);
        await load.StopAsync();

        Assert.Empty(load.Failures);
        Assert.Contains(
            "no answer for 500ms to 1 request ",
            pool.Plane.Log.Of(Ejected).ElementAt(1),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Post_BackendIsStopped_WaitsForItsAnswer()
    {
        await using var pool = await StoppablePool.StartAsync(2);
        await using var load = new SteadyLoad(pool.Plane.Url);
        await load.ReachesAsync(Before);
        pool[0].Stop();
        var posts = Enumerable
            .Range(0, 4)
            .Select(_ =>
                pool.Plane.Client.PostAsync(
                    pool.Plane.Url,
                    new StringContent("once"),
                    CancellationToken.None
                )
            )
            .ToArray();

        await pool.EjectsAsync(1);
        await load.StopAsync();
        Assert.Contains(posts, static post => !post.IsCompleted);

        pool[0].Continue();
        foreach (var post in posts)
        {
            using var answer = await post;
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Empty(load.Failures);
    }

    [Fact]
    public async Task Get_SilenceIsOff_Waits()
    {
        await using var pool = await StoppablePool.StartAsync(2, new() { Silence = TimeSpan.Zero });
        await using var load = new SteadyLoad(pool.Plane.Url);
        await load.ReachesAsync(Before);
        pool[0].Stop();
        await Eventually.HoldsAsync(
            () => pool.Plane.DefaultPool.Eligible.All[0].InFlight > 5,
            "some wait"
        );
        await Task.Delay(
            EjectionSettings.Default.Silence + (2 * SilenceRules.Interval),
            TimeProvider.System
        );

        Assert.Equal(0, pool.Plane.Log.Count(Ejected));
        pool[0].Continue();
        await load.StopAsync();
        Assert.Empty(load.Failures);
    }

    /// <summary>nginx processes behind a data plane.</summary>
    private sealed class StoppablePool : IAsyncDisposable
    {
        private readonly List<NginxOrigin> _origins = [];

        public required RunningDataPlane Plane { get; init; }

        public NginxOrigin this[int at] => _origins[at];

        public static async Task<StoppablePool> StartAsync(
            int count,
            EjectionSettings? settings = null
        )
        {
            var pool = new StoppablePool { Plane = await RunningDataPlane.StartAsync() };
            for (var at = 0; at < count; at++)
            {
                pool._origins.Add(
                    await NginxOrigin.StartAsync("", "location / { return 200 hello; }")
                );
            }

            await pool.Plane.EditAsync(draft =>
            {
                var known = draft.Snapshot.Pools.Find(Pool.DefaultName)!;
                draft.Put(
                    known with
                    {
                        Resilience = known.Resilience with
                        {
                            Ejection = settings ?? EjectionSettings.Default,
                        },
                    }
                );
                foreach (var (at, origin) in pool._origins.Index())
                {
                    RunningDataPlane.Add(draft, $"b{at}", origin.Url);
                }
            });
            return pool;
        }

        public Task EjectsAsync(int count) =>
            Eventually.HoldsAsync(() => Plane.Log.Count(Ejected) >= count, $"{count} are left out");

        public async ValueTask DisposeAsync()
        {
            await Plane.DisposeAsync();
            foreach (var origin in _origins)
            {
                await origin.DisposeAsync();
            }
        }
    }
}
