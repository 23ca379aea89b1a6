using FsCheck;
using FsCheck.Fluent;
using LbPlatform.Cli.Supervision;

namespace LbPlatform.Cli.Tests.Supervision;

public sealed class RestartRuleTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(4, 8)]
    [InlineData(5, 10)]
    [InlineData(1_000_000, 10)]
    public void After_EndsInARow_DoublesThePauseUpToTheLongest(int endsBefore, double seconds)
    {
        var restart = RestartRule.After(new ChildExit(137, Short, WasReady: true), endsBefore);

        Assert.Equal(new(TimeSpan.FromSeconds(seconds), endsBefore + 1), restart);
    }

    [Fact]
    public void After_RanWell_ForgetsEarlierEnds()
    {
        var exit = new ChildExit(137, RestartRule.RanWell, WasReady: true);

        Assert.Equal(new(RestartRule.FirstDelay, 1), RestartRule.After(exit, endsBefore: 9));
    }

    [Theory]
    [InlineData(1, false, false)]
    [InlineData(1, true, true)]
    [InlineData(0, false, true)]
    [InlineData(137, false, true)]
    public void After_CannotStart_GivesUpOnlyBeforeItWasEverReady(
        int code,
        bool wasReady,
        bool isRestarted
    ) =>
        Assert.Equal(
            isRestarted,
            RestartRule.After(new ChildExit(code, Short, wasReady), 0) is not null
        );

    [Fact]
    public void After_AnyExit_PausesWithinTheLimits()
    {
        Prop.ForAll<int, PositiveInt, NonNegativeInt>(
                (code, seconds, ends) =>
                {
                    var exit = new ChildExit(code, TimeSpan.FromSeconds(seconds.Get), true);
                    var restart = RestartRule.After(exit, ends.Get);
                    return restart is not null
                        && restart.Delay >= RestartRule.FirstDelay
                        && restart.Delay <= RestartRule.LongestDelay
                        && restart.Ends >= 1;
                }
            )
            .QuickCheckThrowOnFailure();
    }
}
