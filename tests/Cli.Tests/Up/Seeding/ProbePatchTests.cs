using FsCheck;
using FsCheck.Fluent;
using LbPlatform.Cli.Up.Seeding;
using LbPlatform.State.Model;

namespace LbPlatform.Cli.Tests.Up.Seeding;

public sealed class ProbePatchTests
{
    private static readonly ProbeSettings Current = new();

    [Theory]
    [InlineData(10_000, null, null)]
    [InlineData(2_000, null, null)]
    [InlineData(1_000, 1_000, 1_000)]
    [InlineData(100, 100, 100)]
    public void For_Interval_ShortensOnlyWhatOutlastsIt(int interval, int? timeout, int? fast)
    {
        var patch = ProbePatch.For(new() { Interval = Ms(interval) }, Current);

        Assert.Equal(Ms(timeout), patch.Timeout);
        Assert.Equal(Ms(fast), patch.FastInterval);
    }

    [Fact]
    public void For_TimeoutGiven_StaysAsGiven()
    {
        var patch = ProbePatch.For(new() { Interval = Ms(1_000), Timeout = Ms(300) }, Current);

        Assert.Equal(Ms(300), patch.Timeout);
    }

    [Fact]
    public void For_OtherFlags_ChangesNothingElse()
    {
        var asked = new ProbeOverrides { Path = "/ping", HealthyThreshold = 1 };

        Assert.Equal(asked, ProbePatch.For(asked, Current));
    }

    [Fact]
    public void For_AnyIntervals_TimesInForceFitTheInterval() =>
        Prop.ForAll<PositiveInt, PositiveInt, PositiveInt>(
                (asked, timeout, fast) =>
                {
                    var before = Current with
                    {
                        Timeout = Ms(timeout.Get)!.Value,
                        FastInterval = Ms(fast.Get)!.Value,
                    };
                    var after = before.With(
                        ProbePatch.For(new() { Interval = Ms(asked.Get) }, before)
                    );
                    return after.Timeout <= after.Interval && after.FastInterval <= after.Interval;
                }
            )
            .QuickCheckThrowOnFailure();

    private static TimeSpan? Ms(int? milliseconds) =>
        milliseconds is { } given ? TimeSpan.FromMilliseconds(given) : null;
}
