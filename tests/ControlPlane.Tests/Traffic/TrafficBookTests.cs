using LbPlatform.ControlPlane.Traffic;
using LbPlatform.State.Traffic;

namespace LbPlatform.ControlPlane.Tests.Traffic;

/// <summary>Whatever restarts, and however often a report comes: each request is in the roll-ups once.</summary>
public sealed class TrafficBookTests
{
    private static readonly DateTimeOffset Now = Some.Instant.AddHours(5);

    private readonly TrafficBook _book = new();

    [Fact]
    public void Receive_SameReportTwice_CountsOnce()
    {
        _book.Receive("dp", Report(10), Now);
        _book.Receive("dp", Report(10), Now);

        Assert.Equal(10, Taken());
        Assert.Equal(0, Taken());
    }

    [Fact]
    public void Receive_CountersThatGrew_CountsTheDifference()
    {
        _book.Receive("dp", Report(10), Now);
        _book.Receive("dp", Report(25, at: Now.AddSeconds(10)), Now.AddSeconds(10));

        Assert.Equal(25, Taken());
    }

    [Fact]
    public void Receive_OlderReportLate_IsDisregarded()
    {
        _book.Receive("dp", Report(25), Now);
        _book.Receive("dp", Report(10, at: Now.AddSeconds(-10)), Now);

        Assert.Equal(25, Taken());
        Assert.Equal(25, Assert.Single(_book.Of("b")).Count.Counts.Requests);
    }

    [Fact]
    public void Receive_DataPlaneRestarted_CountsFromZero()
    {
        _book.Receive("dp", Report(100), Now);
        _book.Receive("dp", Report(7, epoch: "e2"), Now);

        Assert.Equal(107, Taken());
    }

    [Fact]
    public void Receive_BackendReplaced_CountsFromZero()
    {
        _book.Receive("dp", Report(100), Now);
        _book.Receive("dp", Report(7, since: Now), Now);

        Assert.Equal(107, Taken());
    }

    [Fact]
    public void Remember_AfterARestart_NothingCountsTwiceOrGetsLost()
    {
        _book.Receive("dp", Report(100), Now);
        var (_, baselines) = _book.Take();
        var after = new TrafficBook();
        after.Remember(baselines);

        after.Receive("dp", Report(130, at: Now.AddHours(3)), Now.AddHours(3));

        Assert.Equal(30, after.Take().Increments.Sum(static one => one.Counts.Requests));
    }

    [Fact]
    public void Receive_UnknownCountersOfLongAgo_AreOnlyRemembered()
    {
        var since = Now - TrafficBook.CatchUp - TimeSpan.FromSeconds(1);
        _book.Receive("dp", Report(1000, since: since), Now);
        _book.Receive("dp", Report(1001, since: since, at: Now.AddSeconds(1)), Now);

        Assert.Equal(1, Taken());
    }

    [Fact]
    public void Receive_Minutes_AreBookedWhereTheyBelong()
    {
        _book.Receive("dp", Report(1), Now.AddSeconds(59));
        _book.Receive("dp", Report(3, at: Now.AddSeconds(61)), Now.AddSeconds(61));
        _book.Receive("other", Report(10), Now.AddSeconds(61));

        Assert.Equal(
            [(Now, 1L), (Now.AddMinutes(1), 12L)],
            _book
                .Take()
                .Increments.OrderBy(static one => one.At)
                .Select(static one => (one.At, one.Counts.Requests))
        );
    }

    [Fact]
    public void PutBack_NotWritten_IsTakenAgain()
    {
        _book.Receive("dp", Report(10), Now);
        var (increments, baselines) = _book.Take();
        _book.PutBack(increments, baselines);

        var again = _book.Take();

        Assert.Equal(10, again.Increments.Sum(static one => one.Counts.Requests));
        Assert.Single(again.Baselines);
        Assert.Empty(_book.Take().Baselines);
        _book.TellAll();
        Assert.Single(_book.Take().Baselines);
    }

    [Fact]
    public void Forget_Silent_IsGone()
    {
        _book.Receive("dp", Report(10), Now);

        _book.Forget(Now.AddSeconds(1));

        Assert.Empty(_book.Of("b"));
    }

    private long Taken() => _book.Take().Increments.Sum(static one => one.Counts.Requests);

    private static NodeTraffic Report(
        long answers,
        string epoch = "e1",
        DateTimeOffset? since = null,
        DateTimeOffset? at = null
    ) =>
        new()
        {
            Epoch = epoch,
            At = at ?? Now,
            Backends =
            [
                new()
                {
                    BackendId = "b",
                    Since = since ?? Now.AddMinutes(-10),
                    Counts = new() { Answers = [0, answers] },
                },
            ],
        };
}
