using LbPlatform.DataPlane.Silence;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Faults;

/// <summary>What takes long by nature, or everywhere, is no backend's silence.</summary>
public sealed class FalseAlarmTests : IAsyncDisposable
{
    private const int Ejected = 4022;

    /// <summary>Requests in turn, half of them at each backend, by which the pool is known to be quick.</summary>
    private const int Known = 300;

    private static readonly TimeSpan Silence = EjectionSettings.ShortestSilence;

    /// <summary>Long enough for a silence to be noticed, several times over.</summary>
    private static readonly TimeSpan LongEnough = (2 * Silence) + (3 * SilenceRules.Interval);

    private readonly TaskCompletionSource _gate = new();
    private readonly Origin[] _origins;

    public FalseAlarmTests() => _origins = [new(ServeAsync, "a"), new(ServeAsync, "b")];

    public async ValueTask DisposeAsync()
    {
        _gate.TrySetResult();
        foreach (var origin in _origins)
        {
            await origin.DisposeAsync();
        }
    }

    [Fact]
    public async Task Sweep_OneAnswersNothingWhileTheOtherDoes_IsLeftOut()
    {
        await using var plane = await StartAsync();

        var slow = await AskInTurnAsync(plane, "/slow", 3);

        await Eventually.HoldsAsync(() => plane.Log.Count(Ejected) == 1, "a is left out");
        // The other one, which they went to, is the last one and stays.
        _gate.SetResult();
        Assert.All(
            await Task.WhenAll(slow),
            static answer => Assert.Contains("b", answer, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Sweep_LongPollsBesideQuickRequests_NobodyIsLeftOut()
    {
        await using var plane = await StartAsync();
        await using var load = new SteadyLoad(plane.Url, clients: 4, rate: 100);
        var slow = Enumerable.Range(0, 20).Select(_ => plane.GetAsync("/slow")).ToArray();

        await Task.Delay(LongEnough, TimeProvider.System);

        await load.StopAsync();
        await AssertNobodyAsync(plane, slow);
    }

    [Fact]
    public async Task Sweep_LongPollsWithFewQuickRequests_NobodyIsLeftOut()
    {
        await using var plane = await StartAsync();
        // Some that wait are the usual thing here, so some more of them say nothing.
        var slow = Enumerable.Range(0, 40).Select(_ => plane.GetAsync("/slow")).ToList();
        await Task.Delay(Silence, TimeProvider.System);
        await plane.GetAsync(2);
        slow.AddRange(await AskInTurnAsync(plane, "/slow", 3));

        await Task.Delay(LongEnough, TimeProvider.System);

        await AssertNobodyAsync(plane, slow);
    }

    [Fact]
    public async Task Sweep_AllAreSlow_NobodyIsLeftOut()
    {
        await using var plane = await StartAsync();
        var slow = Enumerable.Range(0, 20).Select(_ => plane.GetAsync("/slow")).ToArray();

        await Task.Delay(LongEnough, TimeProvider.System);

        await AssertNobodyAsync(plane, slow);
    }

    [Fact]
    public async Task Sweep_NothingIsAskedForLong_NobodyIsLeftOut()
    {
        await using var plane = await StartAsync();
        await Task.Delay(LongEnough, TimeProvider.System);

        await plane.GetAsync(20);

        Assert.Equal(0, plane.Log.Count(Ejected));
    }

    [Fact]
    public async Task Sweep_UploadsThatAreNotWhole_NobodyIsLeftOut()
    {
        await using var plane = await StartAsync();
        var clients = new List<RawClient>();
        for (var n = 0; n < 5; n++)
        {
            clients.Add(plane.Connect());
            await clients[^1]
                .Wire.WriteAsync(
                    "POST /upload HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\nbegin"
                );
            await Eventually.HoldsAsync(
                () => plane.DefaultPool.Eligible.All.Sum(static one => one.InFlight) == n + 1,
                "it has its backend"
            );
            await plane.GetAsync();
        }

        await Task.Delay(LongEnough, TimeProvider.System);

        Assert.Equal(0, plane.Log.Count(Ejected));
        clients.ForEach(static client => client.Dispose());
    }

    private async Task<RunningDataPlane> StartAsync()
    {
        var plane = await RunningDataPlane.StartAsync(_origins);
        await plane.EditAsync(draft =>
        {
            var pool = draft.Snapshot.Pools.Find(Pool.DefaultName)!;
            draft.Put(
                pool with
                {
                    Resilience = pool.Resilience with { Ejection = new() { Silence = Silence } },
                }
            );
        });
        await plane.GetAsync(Known);
        return plane;
    }

    /// <summary>Asks so often that it goes to the first backend, each time followed by a quick request to the second one.</summary>
    private static async Task<Task<string>[]> AskInTurnAsync(
        RunningDataPlane plane,
        string path,
        int count
    )
    {
        var asked = new Task<string>[count];
        var all = plane.DefaultPool.Eligible.All;
        var before = all.Sum(static one => one.InFlight);
        for (var n = 0; n < count; n++)
        {
            asked[n] = plane.GetAsync(path);
            await Eventually.HoldsAsync(
                () => all.Sum(static one => one.InFlight) == before + n + 1,
                "it has its backend"
            );
            await plane.GetAsync();
        }

        return asked;
    }

    private async Task AssertNobodyAsync(RunningDataPlane plane, IEnumerable<Task<string>> slow)
    {
        Assert.Equal(0, plane.Log.Count(Ejected));
        _gate.SetResult();
        await Task.WhenAll(slow);
    }

    private async Task ServeAsync(OriginExchange exchange)
    {
        if (exchange.Head.StartsWith("GET /slow", StringComparison.Ordinal))
        {
            await _gate.Task;
        }

        await exchange.AnswerAsync(
            exchange.Head.Contains($":{_origins[0].Port}", StringComparison.Ordinal) ? "a" : "b"
        );
    }
}
