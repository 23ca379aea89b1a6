using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Tests.Balancing;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;
using Microsoft.Extensions.Logging;

namespace LbPlatform.DataPlane.Tests.Eligibility;

public sealed class SlowStartClockTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly EligibilityTable _table;
    private readonly SlowStartClock _clock;

    public SlowStartClockTests()
    {
        using var loggers = LoggerFactory.Create(static builder =>
            builder.AddProvider(new LogLines())
        );
        _table = new EligibilityTable(loggers.CreateLogger<EligibilityTable>(), _time);
        _clock = new SlowStartClock(_table, _time);
    }

    public void Dispose() => _clock.Dispose();

    [Fact]
    public async Task Backend_Added_GrowsIntoItsShareAndThenIsLikeTheOthers()
    {
        await _clock.StartAsync(default);
        await Eventually.HoldsAsync(() => _time.Timers == 1, "the clock waits");
        Configure("a", "b");
        Assert.Equal((50, 50), Shares());

        Configure("a", "b", "c");
        Assert.Equal(10, Percent("c"));
        _time.Advance(TimeSpan.FromSeconds(10));
        await Eventually.HoldsAsync(() => Percent("c") == 50, "c has half of its share");
        Assert.Equal((40, 40), Shares());

        _time.Advance(TimeSpan.FromSeconds(10));
        await Eventually.HoldsAsync(() => Percent("c") == 100, "c has its share");
        Assert.True(Pool.Eligible.HasEqualWeights);
        await _clock.StopAsync(default);
    }

    [Fact]
    public void Backend_Returns_GrowsAgain()
    {
        Configure("a", "b");
        var b = Pool.Eligible.All[1];
        var ejection = new Ejection(Some.Instant, TimeSpan.FromSeconds(2), 1);
        Assert.True(_table.TryEject(Pool, b, ejection));
        Assert.True(_table.Return(Pool, b, ejection));

        Assert.Equal((10, 100), (Percent("b"), Percent("a")));
    }

    [Fact]
    public void DataPlane_Starts_NothingIsSlow()
    {
        Configure("a", "b");

        Assert.Equal((100, 100), (Percent("a"), Percent("b")));
    }

    private PoolState Pool => _table.Find(Some.Pool().Id)!;

    private int Percent(string name)
    {
        var backend = Pool.Eligible.All.Single(one => one.Name == name);
        return backend.Share / backend.Weight;
    }

    /// <summary>What a and b get of a hundred requests.</summary>
    private (int, int) Shares()
    {
        var picks = Members.Picks(new PickerOf(Pool), 100);
        return (picks.Count(static name => name == 'a'), picks.Count(static name => name == 'b'));
    }

    private void Configure(params string[] names) =>
        _table.Apply(
            Some.Snapshot([.. names.Select(static name => Some.Backend(name))]) with
            {
                Pools = ResourceSet<Pool>.Of([
                    Some.Pool() with
                    {
                        Resilience = new() { SlowStart = TimeSpan.FromSeconds(20) },
                    },
                ]),
            }
        );

    private sealed class PickerOf(PoolState pool) : IPicker
    {
        public int Cycle => 1;

        public BackendState? Pick(in PickRequest request) => pool.Pick(request);
    }
}
