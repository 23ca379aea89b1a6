using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Traffic;
using LbPlatform.State.Snapshots;
using LbPlatform.State.Traffic;
using Microsoft.Extensions.Logging.Abstractions;

namespace LbPlatform.DataPlane.Tests.Traffic;

public sealed class TrafficReportsTests
{
    private readonly EligibilityTable _table = new(NullLogger<EligibilityTable>.Instance);
    private readonly TrafficReports _reports;

    public TrafficReportsTests()
    {
        _table.Apply(Some.Snapshot(Some.Backend("a"), Some.Backend("b")));
        _table.Apply(HealthSnapshot.Empty);
        _reports = new(_table, TimeProvider.System);
    }

    [Fact]
    public void Next_OnlyNews_IsTold()
    {
        Assert.Empty(_reports.Next());
        Count("a");
        Count("b");

        var both = Assert.Single(_reports.Next());
        Assert.Equal(2, both.Backends.Count);
        // Not taken: told again.
        var again = Assert.Single(_reports.Next());
        Assert.Equal(2, again.Backends.Count);
        _reports.Told(again);
        Count("b");

        var news = Assert.Single(_reports.Next());
        Assert.Equal(2, Assert.Single(news.Backends).Counts.Requests);
        Assert.Equal(both.Epoch, news.Epoch);
    }

    [Fact]
    public void Next_LeftOut_TellsWhyAndThatItIsOver()
    {
        Count("a");
        var ejection = new Ejection(Some.Instant, TimeSpan.FromSeconds(2), 1)
        {
            Reason = new string('x', 1000),
        };
        State("a").Eject(ejection);

        var told = Assert.Single(_reports.Next());
        _reports.Told(told);
        State("a").Return();
        var over = Assert.Single(_reports.Next());

        var evidence = Assert.Single(told.Backends).Ejection;
        Assert.Equal(new string('x', BackendEjection.LongestReason), evidence?.Reason);
        Assert.Equal(Some.Instant.AddSeconds(2), evidence?.Until);
        Assert.Null(Assert.Single(over.Backends).Ejection);
    }

    [Fact]
    public void Next_NowAndThen_TellsAllThatEverHadTraffic()
    {
        Count("a");
        for (var round = 0; round < TrafficReports.RoundsBetweenAll; round++)
        {
            foreach (var report in _reports.Next().ToList())
            {
                _reports.Told(report);
            }
        }

        Assert.Single(Assert.Single(_reports.Next()).Backends);
        Assert.Equal(1, State("a").Counters.Read().Retries);
    }

    private void Count(string name)
    {
        State(name).Counters.Answered(200);
        State(name).Counters.Retried();
    }

    private BackendState State(string name) =>
        _table.Pools.Single().Eligible.All.Single(backend => backend.Name == name);
}
