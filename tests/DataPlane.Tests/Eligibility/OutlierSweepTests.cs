using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;
using Microsoft.Extensions.Logging;

namespace LbPlatform.DataPlane.Tests.Eligibility;

public sealed class OutlierSweepTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly LogLines _log = new();
    private readonly EligibilityTable _table;
    private readonly Ejector _ejector;
    private readonly OutlierSweep _sweep;

    public OutlierSweepTests()
    {
        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(_log));
        _table = new EligibilityTable(loggers.CreateLogger<EligibilityTable>());
        _ejector = new Ejector(_table, _time, loggers.CreateLogger<Ejector>());
        _sweep = new OutlierSweep(_table, _ejector, _time);
    }

    public void Dispose()
    {
        _sweep.Dispose();
        _ejector.Dispose();
    }

    [Fact]
    public async Task Sweep_EachInterval_LeavesOutWhoFailsAndBeginsAnew()
    {
        var pool = Configure(new() { FailurePercent = 85 }, "a", "b", "c");
        await _sweep.StartAsync(default);
        Count(pool, "b", requests: 50, failures: 50);

        await Eventually.HoldsAsync(() => _time.Timers == 1, "the sweep waits");
        _time.Advance(OutlierRules.Interval);

        await Eventually.HoldsAsync(() => pool.Eligible.Count == 2, "b is left out");
        Assert.Equal(
            ["Backend b left out for 30s: 100 % of its answers failed (2 of 3 left in default)"],
            _log.Of(4022)
        );
        Assert.Equal(default, pool.Eligible.All[1].Traffic.Take());
        await _sweep.StopAsync(default);
    }

    [Fact]
    public void Sweep_MoreFailThanMayBeLeftOut_HalfOfThePoolStays()
    {
        var pool = Configure(new() { FailurePercent = 85 }, "a", "b", "c", "d", "e");
        foreach (var name in new[] { "a", "b", "c", "d", "e" })
        {
            Count(pool, name, requests: 50, failures: 50);
        }

        _sweep.Sweep();

        Assert.Equal(3, pool.Eligible.Count);
    }

    [Fact]
    public void Sweep_NothingAsksForCounts_LooksAtNothing()
    {
        var pool = Configure(new(), "a", "b");
        Count(pool, "a", requests: 50, failures: 50);

        _sweep.Sweep();

        Assert.Equal(50, pool.Eligible.All[0].Traffic.Take().Requests);
    }

    private PoolState Configure(EjectionSettings settings, params string[] names)
    {
        var snapshot = Some.Snapshot([.. names.Select(static name => Some.Backend(name))]);
        _table.Apply(
            snapshot with
            {
                Pools = ResourceSet<Pool>.Of([
                    Some.Pool() with
                    {
                        Resilience = new() { Ejection = settings },
                    },
                ]),
            }
        );
        return _table.Find(Some.Pool().Id)!;
    }

    private void Count(PoolState pool, string name, int requests, int failures)
    {
        var backend = pool.Eligible.All.Single(one => one.Name == name);
        for (var n = 0; n < requests; n++)
        {
            backend.Traffic.CountSince(_time.GetTimestamp(), n < failures);
        }
    }
}
