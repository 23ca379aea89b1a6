using FsCheck;
using FsCheck.Fluent;
using LbPlatform.DataPlane.Breaking;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Breaking;

public sealed class BreakerRulesTests
{
    private static readonly BreakerSettings Settings = new() { FailurePercent = 30 };
    private static readonly BreakerState Closed = At(BreakerState.Initial, 0, 0, 0);

    [Theory]
    [InlineData(19, 19, BreakerPhase.Closed)]
    [InlineData(20, 5, BreakerPhase.Closed)]
    [InlineData(20, 6, BreakerPhase.Open)]
    [InlineData(1000, 299, BreakerPhase.Closed)]
    [InlineData(1000, 300, BreakerPhase.Open)]
    internal void Closed_OpensByShareOfEnough(
        long requests,
        long failures,
        BreakerPhase expected
    ) => Assert.Equal(expected, At(Closed, 1, requests, failures).Phase);

    [Fact]
    public void Closed_WhatIsOlderThanTheWindow_CountsNoMore()
    {
        var state = Closed;
        for (var second = 1; second <= 5; second++)
        {
            state = At(state, second, 15, 15);
        }

        for (var second = 6; second <= 20; second++)
        {
            state = At(state, second, 15, 15);
        }

        Assert.Equal(BreakerPhase.Closed, At(state, 21, 34, 34).Phase);
        Assert.Equal(BreakerPhase.Open, At(state, 21, 35, 35).Phase);
    }

    [Fact]
    public void Closed_ManyLooks_KeepsFewMarks()
    {
        var state = Closed;
        for (var look = 0; look < 1000; look++)
        {
            state = At(state, 0.1 * look, look, 0);
        }

        Assert.InRange(state.Marks.Count, 1, BreakerRules.Parts + 2);
    }

    [Fact]
    public void Open_ItsTimeIsOver_LetsMoreAndMoreThroughThenCloses()
    {
        var open = At(Closed, 1, 100, 100);
        Assert.Equal(0, ShareOf(open, 10.9));
        Assert.Equal(BreakerPhase.Open, At(open, 10.9, 100, 100).Phase);

        var recovering = At(open, 11, 100, 100);
        Assert.Equal(BreakerPhase.Recovering, recovering.Phase);
        Assert.Equal(1, ShareOf(recovering, 11));
        Assert.Equal(500, ShareOf(recovering, 16));

        var closed = At(recovering, 21, 200, 100);
        Assert.Equal(BreakerPhase.Closed, closed.Phase);
        Assert.Equal(BreakerRules.Whole, ShareOf(closed, 21));
    }

    [Fact]
    public void Recovering_ItFailsStill_OpensAtAQuarterOfTheRequests()
    {
        var recovering = At(At(Closed, 1, 100, 100), 11, 100, 100);

        Assert.Equal(BreakerPhase.Recovering, At(recovering, 12, 104, 104).Phase);
        Assert.Equal(BreakerPhase.Open, At(recovering, 12, 105, 105).Phase);
    }

    [Fact]
    public void Open_NoRecoveryTime_ClosesAtOnce()
    {
        var settings = Settings with { RecoveryTime = TimeSpan.Zero };
        var open = At(Closed, 1, 100, 100);

        var next = BreakerRules.Next(open, settings, TimeSpan.FromSeconds(11), new(100, 100));

        Assert.Equal(BreakerPhase.Closed, next.Phase);
    }

    [Fact]
    public void Next_WhateverComes_OpensOnlyOverFailuresAndStaysForItsTime()
    {
        var step =
            from wait in Gen.Choose(1, 30)
            from requests in Gen.Choose(0, 50)
            from failures in Gen.Choose(0, requests)
            select (Wait: wait, Requests: requests, Failures: failures);
        Prop.ForAll(
                step.ArrayOf().ToArbitrary(),
                static steps =>
                {
                    var (state, now, count) = (BreakerState.Initial, 0.0, default(BreakerCount));
                    foreach (var one in steps)
                    {
                        now += 0.1 * one.Wait;
                        count = new(count.Requests + one.Requests, count.Failures + one.Failures);
                        var next = At(state, now, count.Requests, count.Failures);
                        var isRight = (state.Phase, next.Phase) switch
                        {
                            (_, BreakerPhase.Open) when state.Phase != BreakerPhase.Open =>
                                next.Seen.Fails(Settings.FailurePercent, 1),
                            (BreakerPhase.Open, not BreakerPhase.Open) => TimeSpan.FromSeconds(now)
                                - state.Since
                                >= Settings.OpenTime,
                            (BreakerPhase.Closed, BreakerPhase.Recovering) => false,
                            _ => true,
                        };
                        if (!isRight || ShareOf(next, now) is < 0 or > BreakerRules.Whole)
                        {
                            return false;
                        }

                        state = next;
                    }

                    return true;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static BreakerState At(
        BreakerState state,
        double seconds,
        long requests,
        long failures
    ) => BreakerRules.Next(state, Settings, TimeSpan.FromSeconds(seconds), new(requests, failures));

    private static int ShareOf(BreakerState state, double seconds) =>
        BreakerRules.ShareOf(state, Settings, TimeSpan.FromSeconds(seconds));
}
