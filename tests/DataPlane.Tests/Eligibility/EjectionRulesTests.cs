using FsCheck;
using FsCheck.Fluent;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Health;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Eligibility;

public sealed class EjectionRulesTests
{
    [Fact]
    public void Next_AgainAndAgain_DoublesUpToTheLongest()
    {
        var lengths = new List<double>();
        Ejection? last = null;
        var now = Some.Instant;
        for (var n = 0; n < 5; n++)
        {
            last = EjectionRules.Next(last, now);
            lengths.Add(last.Duration.TotalSeconds);
            now = last.Until;
        }

        Assert.Equal([2, 4, 8, 10, 10], lengths);
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(60, 4)]
    [InlineData(61, 2)]
    public void Next_AfterAQuietTime_BeginsAnew(int quietSeconds, int expectedSeconds)
    {
        var first = EjectionRules.Next(null, Some.Instant);

        var second = EjectionRules.Next(first, first.Until + TimeSpan.FromSeconds(quietSeconds));

        Assert.Equal(expectedSeconds, second.Duration.TotalSeconds);
    }

    [Fact]
    public void Next_AnyHistory_StaysWithinItsBoundsAndNeverShrinksWithoutQuiet() =>
        Prop.ForAll(
                Gen.Choose(0, 200).ArrayOf().ToArbitrary(),
                static pauses =>
                {
                    Ejection? last = null;
                    var now = Some.Instant;
                    foreach (var pause in pauses)
                    {
                        now += TimeSpan.FromSeconds(pause);
                        var next = EjectionRules.Next(last, now);
                        Assert.InRange(next.Duration, EjectionRules.Base, EjectionRules.Longest);
                        Assert.Equal(now, next.At);
                        if (last is not null && now - last.Until <= EjectionRules.QuietTime)
                        {
                            Assert.True(next.Duration >= last.Duration);
                        }

                        last = next;
                        now = next.Until;
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(HealthStatus.Healthy, 1, true)]
    [InlineData(HealthStatus.Healthy, 0, false)]
    [InlineData(HealthStatus.Healthy, -1, false)]
    [InlineData(HealthStatus.Unhealthy, 1, false)]
    [InlineData(HealthStatus.Unknown, 1, false)]
    public void IsEndedBy_OnlyAVerdictThatTurnedGoodLater(
        HealthStatus status,
        int secondsLater,
        bool expected
    )
    {
        var ejection = EjectionRules.Next(null, Some.Instant);

        Assert.Equal(
            expected,
            EjectionRules.IsEndedBy(
                ejection,
                status,
                ejection.At + TimeSpan.FromSeconds(secondsLater)
            )
        );
    }

    [Theory]
    [InlineData(0, 0, 1, 30)]
    [InlineData(1, 0, 2, 60)]
    [InlineData(3, 0, 4, 120)]
    [InlineData(3, 20, 2, 60)]
    [InlineData(3, 500, 1, 30)]
    [InlineData(40, 0, 41, 300)]
    public void NextOutlier_LastsNTimesAsLong(
        int lastCount,
        int secondsOfPeace,
        int count,
        int seconds
    )
    {
        var last =
            lastCount == 0
                ? null
                : new Ejection(
                    Some.Instant,
                    TimeSpan.FromSeconds(5),
                    lastCount,
                    EjectionCause.Outlier
                );

        var next = EjectionRules.NextOutlier(
            last,
            Some.Instant + TimeSpan.FromSeconds(5 + secondsOfPeace),
            EjectionSettings.Default
        );

        Assert.Equal((count, seconds), (next.Count, (int)next.Duration.TotalSeconds));
    }

    [Fact]
    public void Next_AfterAnOutlier_CountsAnew()
    {
        var outlier = new Ejection(Some.Instant, TimeSpan.Zero, 5, EjectionCause.Outlier);

        Assert.Equal(1, EjectionRules.Next(outlier, Some.Instant).Count);
        Assert.Equal(
            1,
            EjectionRules
                .NextOutlier(
                    EjectionRules.Next(null, Some.Instant),
                    Some.Instant,
                    EjectionSettings.Default
                )
                .Count
        );
    }
}
