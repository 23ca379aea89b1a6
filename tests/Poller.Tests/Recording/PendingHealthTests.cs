using LbPlatform.Poller.Recording;

namespace LbPlatform.Poller.Tests.Recording;

public sealed class PendingHealthTests
{
    private readonly PendingHealth _pending = new();

    [Fact]
    public void Take_NothingWaits_IsNothing() => Assert.Null(_pending.Take(Some.Instant));

    [Fact]
    public void Take_MoreThanABatch_ComesInBatchesWithNamesAndFlipsFirst()
    {
        for (var i = 0; i < 1500; i++)
        {
            _pending.Record(Result($"b{i}"), Health($"b{i}", HealthStatus.Healthy), null);
        }

        _pending.Follow(new("b0", "b0", "p", "u"), Health("b0", HealthStatus.Healthy));
        _pending.Record(
            Result("z"),
            Health("z", HealthStatus.Unhealthy),
            Flip("z", HealthStatus.Healthy, HealthStatus.Unhealthy)
        );

        var first = _pending.Take(Some.Instant)!;
        var second = _pending.Take(Some.Instant)!;

        Assert.Single(first.Probed);
        Assert.Single(first.Transitions);
        Assert.Equal(PendingHealth.MostRows - 2, first.Results.Count);
        // The flipped backend's health goes with its flip, though its result waits.
        Assert.Contains(first.Current, static h => h.BackendId == "z");
        Assert.Equal(1501 - first.Results.Count, second.Results.Count);
        Assert.Equal(1501, first.Current.Count + second.Current.Count);
        Assert.Null(_pending.Take(Some.Instant));
    }

    [Fact]
    public void Record_TooManyResults_DropsTheOldestButNoFlipAndNoHealth()
    {
        var flip = Flip("b", HealthStatus.Healthy, HealthStatus.Unhealthy);
        _pending.Record(Result("b"), Health("b", HealthStatus.Unhealthy), flip);
        for (var i = 0; i < PendingHealth.MostResults; i++)
        {
            _pending.Record(Result("other"), Health("other", HealthStatus.Healthy), null);
        }

        Assert.Equal((PendingHealth.MostResults, 1L), (_pending.Results, _pending.Dropped));
        var batch = _pending.Take(Some.Instant)!;
        Assert.Equal(flip, Assert.Single(batch.Transitions));
        Assert.Contains(
            batch.Current,
            static h => h is { BackendId: "b", Status: HealthStatus.Unhealthy }
        );
        Assert.DoesNotContain(batch.Results, static r => r.BackendId == "b");
    }

    [Fact]
    public void Record_TooManyFlips_JoinsThoseOfEachBackend()
    {
        _pending.Record(
            Result("a"),
            Health("a", HealthStatus.Healthy),
            Flip("a", HealthStatus.Unknown, HealthStatus.Healthy)
        );
        for (var i = 0; i < PendingHealth.MostTransitions; i++)
        {
            var (from, to) =
                i % 2 == 0
                    ? (HealthStatus.Healthy, HealthStatus.Unhealthy)
                    : (HealthStatus.Unhealthy, HealthStatus.Healthy);
            _pending.Record(Result("b"), Health("b", to), Flip("b", from, to));
        }

        var transitions = new List<HealthTransition>();
        while (_pending.Take(Some.Instant) is { } batch)
        {
            transitions.AddRange(batch.Transitions);
        }

        // The chain of each backend has no gap, and ends where its health is.
        Assert.Equal(3, transitions.Count);
        Assert.Equal(HealthStatus.Healthy, transitions[0].To);
        Assert.Equal(
            (HealthStatus.Healthy, HealthStatus.Unhealthy),
            (transitions[1].From, transitions[1].To)
        );
        Assert.Equal(
            (HealthStatus.Unhealthy, HealthStatus.Healthy),
            (transitions[2].From, transitions[2].To)
        );
    }

    [Fact]
    public void Unfollow_ThenFollowAgain_IsNotRemoved()
    {
        _pending.Unfollow("b");
        _pending.Follow(new("b", "b", "p", "u"), Health("b", HealthStatus.Unknown));

        var batch = _pending.Take(Some.Instant)!;

        Assert.Empty(batch.Removed);
        Assert.Equal(HealthStatus.Unknown, Assert.Single(batch.Current).Status);
    }

    [Fact]
    public void TellAgain_NewFile_HearsEachVerdictOnceWithItsReason()
    {
        var down = Flip("down", HealthStatus.Healthy, HealthStatus.Unhealthy);
        _pending.Record(down.Reason, Health("down", HealthStatus.Unhealthy), down);
        _pending.Record(Result("down"), Health("down", HealthStatus.Unhealthy), null);
        _pending.Record(Result("new"), Health("new", HealthStatus.Unknown), null);
        while (_pending.Take(Some.Instant) is not null) { }

        var last = Flip("just", HealthStatus.Unknown, HealthStatus.Healthy);
        _pending.Record(last.Reason, Health("just", HealthStatus.Healthy), last);
        var written = _pending.Take(Some.Instant)!;
        _pending.TellAgain(written);

        var again = _pending.Take(Some.Instant)!;
        Assert.Equal(["down"], again.Transitions.Select(static t => t.BackendId));
        Assert.Equal(
            (HealthStatus.Unknown, HealthStatus.Unhealthy),
            (again.Transitions[0].From, again.Transitions[0].To)
        );
        Assert.Equal(down.Reason, again.Transitions[0].Reason);
        Assert.Equal(3, again.Current.Count);
    }

    private static ProbeResult Result(string id, ProbeOutcome outcome = ProbeOutcome.Ok) =>
        new(id, Some.Instant, outcome, TimeSpan.FromMilliseconds(1));

    private static HealthTransition Flip(string id, HealthStatus from, HealthStatus to) =>
        new(
            id,
            Some.Instant,
            from,
            to,
            Result(id, to == HealthStatus.Healthy ? ProbeOutcome.Ok : ProbeOutcome.Timeout)
        );

    private static BackendHealth Health(string id, HealthStatus status) =>
        new()
        {
            BackendId = id,
            Status = status,
            Since = Some.Instant,
            LastProbe = Result(id),
        };
}
