using FsCheck;
using FsCheck.Fluent;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Health;

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
}
