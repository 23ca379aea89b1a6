using FsCheck;
using FsCheck.Fluent;
using LbPlatform.Poller.Verdicts;

namespace LbPlatform.Poller.Tests.Verdicts;

public sealed class HealthTrackerTests
{
    private static readonly ProbeSettings Thresholds = new()
    {
        HealthyThreshold = 2,
        UnhealthyThreshold = 3,
    };

    [Theory]
    // Results as letters: p passed, f failed, i inconclusive; U, H, D the verdict after each.
    [InlineData("p", "H")]
    [InlineData("fff", "UUD")]
    [InlineData("ffp", "UUH")]
    [InlineData("pfff", "HHHD")]
    [InlineData("pffpff", "HHHHHH")]
    [InlineData("pffifi", "HHHHDD")]
    [InlineData("fffpp", "UUDDH")]
    [InlineData("fffpfpp", "UUDDDDH")]
    [InlineData("iiip", "UUUH")]
    [InlineData("fffpip", "UUDDDH")]
    public void Observe_Results_GiveTheVerdictsOfTheTable(string results, string verdicts)
    {
        var seen = Play(results, Thresholds)
            .Select(static step =>
                step.Health.Status switch
                {
                    HealthStatus.Unknown => 'U',
                    HealthStatus.Healthy => 'H',
                    _ => 'D',
                }
            );

        Assert.Equal(verdicts, string.Concat(seen));
    }

    [Fact]
    public void Observe_Flip_NamesTheDecidingResultAndStartsTheCountAnew()
    {
        var last = Play("pfff", Thresholds)[^1];

        Assert.Equal(HealthStatus.Healthy, last.Flip!.From);
        Assert.Equal(HealthStatus.Unhealthy, last.Flip.To);
        Assert.Equal(last.Health.LastProbe, last.Flip.Reason);
        Assert.Equal(last.Flip.Reason.CheckedAt, last.Health.Since);
        Assert.Equal(0, last.Health.Contradictions);
    }

    [Fact]
    public void Observe_ThresholdLoweredMidway_IsReachedByTheNextResult()
    {
        var health = Play("pff", new() { UnhealthyThreshold = 9 })[^1].Health;

        var (after, flip) = HealthTracker.Observe(health, Result('f', 3), Thresholds);

        Assert.Equal(HealthStatus.Unhealthy, after.Status);
        Assert.NotNull(flip);
    }

    [Fact]
    public void Forget_Verdict_BecomesUnknownWithTheReason()
    {
        var healthy = Play("p", Thresholds)[^1].Health;

        var (health, flip) = HealthTracker.Forget(healthy, Some.Instant, "another server");

        Assert.Equal(new BackendHealth { BackendId = "b" }, health);
        Assert.Equal(HealthStatus.Unknown, flip!.To);
        Assert.Equal("another server", flip.Reason.Detail);
        Assert.Null(HealthTracker.Forget(health, Some.Instant, "again").Flip);
    }

    [Fact]
    public void Laws_AnyResultsAndThresholds_Hold()
    {
        var cases =
            from results in Gen.Elements('p', 'f', 'i').ListOf()
            from rise in Gen.Choose(1, 5)
            from fall in Gen.Choose(1, 5)
            select (
                Text: string.Concat(results),
                Settings: new ProbeSettings { HealthyThreshold = rise, UnhealthyThreshold = fall }
            );
        Prop.ForAll(cases.ToArbitrary(), c => Holds(c.Text, c.Settings)).QuickCheckThrowOnFailure();
    }

    private static bool Holds(string results, ProbeSettings settings)
    {
        var steps = Play(results, settings);
        var before = new BackendHealth { BackendId = "b" };
        for (var i = 0; i < steps.Count; i++)
        {
            var (health, flip) = steps[i];
            var conclusive = results[..(i + 1)].Replace("i", "");
            var inARow = conclusive.Length - conclusive.TrimEnd(conclusive.LastOrDefault()).Length;
            var needed =
                conclusive.EndsWith('f') ? settings.UnhealthyThreshold
                : before.Status == HealthStatus.Unknown ? 1
                : settings.HealthyThreshold;
            var holds =
                // Inconclusive changes nothing at all.
                (results[i] != 'i' || (health == before && flip is null))
                // A flip is a change, of as many results in a row as the threshold says, and says so.
                && (flip is null) == (health.Status == before.Status)
                && (flip is null || (inARow >= needed && flip.From == before.Status))
                // A count that reached its threshold would have flipped.
                && health.Contradictions
                    < Math.Max(settings.HealthyThreshold, settings.UnhealthyThreshold)
                // Enough in a row always decide, whatever came before.
                && (
                    inARow < needed
                    || conclusive.Length == 0
                    || Agrees(health.Status, conclusive[^1])
                );
            if (!holds)
            {
                return false;
            }

            before = health;
        }

        return true;
    }

    private static bool Agrees(HealthStatus status, char result) =>
        status == (result == 'p' ? HealthStatus.Healthy : HealthStatus.Unhealthy);

    private static List<(BackendHealth Health, HealthTransition? Flip)> Play(
        string results,
        ProbeSettings settings
    )
    {
        var steps = new List<(BackendHealth, HealthTransition?)>();
        var health = new BackendHealth { BackendId = "b" };
        for (var i = 0; i < results.Length; i++)
        {
            var step = HealthTracker.Observe(health, Result(results[i], i), settings);
            health = step.Health;
            steps.Add(step);
        }

        return steps;
    }

    private static ProbeResult Result(char kind, int second) =>
        new(
            "b",
            Some.Instant.AddSeconds(second),
            kind switch
            {
                'p' => second % 2 == 0 ? ProbeOutcome.Ok : ProbeOutcome.Slow,
                'f' => second % 2 == 0 ? ProbeOutcome.Refused : ProbeOutcome.Status,
                _ => second % 2 == 0 ? ProbeOutcome.Error : ProbeOutcome.Cancelled,
            },
            TimeSpan.FromMilliseconds(1)
        );
}
