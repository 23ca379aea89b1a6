using FsCheck;
using FsCheck.Fluent;
using LbPlatform.Poller.Scheduling;

namespace LbPlatform.Poller.Tests.Scheduling;

public sealed class ProbeScheduleTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly ProbeSchedule _schedule = new();

    [Fact]
    public void TakeDue_NewBackend_IsDueAtOnceAndOnlyOnce()
    {
        _schedule.Reconcile([Target("b1")], Seconds(5));

        var ticket = _schedule.TakeDue(Seconds(5));

        Assert.Equal("b1", ticket!.Target.Name);
        Assert.Equal(TimeSpan.Zero, ticket.Lag);
        Assert.Null(_schedule.TakeDue(Seconds(1000)));
        Assert.Equal(1, _schedule.InFlight);
    }

    [Fact]
    public void Complete_VerdictStands_IsDueWithinTheIntervalAndItsJitter()
    {
        _schedule.Reconcile([Target("b1")], Seconds(0));
        var at = Seconds(0);
        var gaps = new List<double>();
        for (var round = 0; round < 50; round++)
        {
            _schedule.Complete(_schedule.TakeDue(at)!, at, ProbePace.Steady);
            gaps.Add((_schedule.NextDue!.Value - at).TotalSeconds);
            at = _schedule.NextDue.Value;
        }

        Assert.All(gaps, static gap => Assert.InRange(gap, 0, 11));
        Assert.All(gaps.Skip(1), static gap => Assert.InRange(gap, 9, 11));
        Assert.True(gaps.Skip(1).Distinct().Count() > 40, "the jitter differs from round to round");
        Assert.Equal(10, gaps.Skip(1).Average(), 0.1);
    }

    [Fact]
    public void Complete_VerdictUndecided_IsDueAfterTheFastInterval()
    {
        _schedule.Reconcile([Target("b1")], Seconds(0));

        _schedule.Complete(_schedule.TakeDue(Seconds(0))!, Seconds(0.5), ProbePace.Fast);

        Assert.InRange(_schedule.NextDue!.Value.TotalSeconds, 1.9, 2);
    }

    [Fact]
    public void Complete_VerdictIsBad_IsDueWithinTheUnhealthyInterval()
    {
        _schedule.Reconcile(
            [Target("b1", new() { UnhealthyInterval = Seconds(60), JitterPercent = 0 })],
            Seconds(0)
        );
        _schedule.Complete(_schedule.TakeDue(Seconds(0))!, Seconds(0), ProbePace.Unhealthy);
        var first = _schedule.NextDue!.Value;
        _schedule.Complete(_schedule.TakeDue(first)!, first, ProbePace.Unhealthy);

        Assert.InRange(first, Seconds(0), Seconds(60));
        Assert.Equal(first + Seconds(60), _schedule.NextDue);
    }

    [Theory]
    [InlineData(0, 10, 10)]
    [InlineData(10, 9, 11)]
    [InlineData(50, 5, 15)]
    // Nonsense in the store is the most that may be.
    [InlineData(900, 5, 15)]
    public void Complete_Jitter_BoundsTheTimeBetweenTwoProbes(
        int percent,
        double least,
        double most
    )
    {
        _schedule.Reconcile([Target("b1", new() { JitterPercent = percent })], Seconds(0));
        _schedule.Complete(_schedule.TakeDue(Seconds(0))!, Seconds(0), ProbePace.Steady);
        var gaps = new List<double>();
        for (var round = 0; round < 200; round++)
        {
            var at = _schedule.NextDue!.Value;
            _schedule.Complete(_schedule.TakeDue(at)!, at, ProbePace.Steady);
            gaps.Add((_schedule.NextDue.Value - at).TotalSeconds);
        }

        Assert.InRange(gaps.Min(), least - 1e-6, least + ((10 - least) / 2));
        Assert.InRange(gaps.Max(), most - ((most - 10) / 2), most + 1e-6);
        Assert.Equal(10, gaps.Average(), 0.1);
    }

    [Fact]
    public void Hasten_WaitingBackend_IsDueNow_AndThenOnItsOwnGridAgain()
    {
        _schedule.Reconcile([Target("b1", new() { JitterPercent = 0 })], Seconds(0));
        _schedule.Complete(_schedule.TakeDue(Seconds(0))!, Seconds(0), ProbePace.Steady);
        var due = _schedule.NextDue!.Value;
        var early = due - Seconds(1);
        var id = Target("b1").BackendId;

        _schedule.Hasten(id, early);
        _schedule.Hasten("unknown", early);
        Assert.Equal(early, _schedule.NextDue);
        var ticket = _schedule.TakeDue(early)!;
        _schedule.Hasten(id, early);
        Assert.Null(_schedule.TakeDue(early));
        _schedule.Complete(ticket, early, ProbePace.Steady);

        Assert.Equal(due, _schedule.NextDue);
    }

    [Fact]
    public void Reconcile_OtherUnhealthyInterval_TakesEffectWhileTheVerdictIsBad()
    {
        _schedule.Reconcile(
            [Target("b1", new() { UnhealthyInterval = Seconds(3000) })],
            Seconds(0)
        );
        _schedule.Complete(_schedule.TakeDue(Seconds(0))!, Seconds(0), ProbePace.Unhealthy);
        Assert.True(_schedule.NextDue > Seconds(11));

        _schedule.Reconcile([Target("b1")], Seconds(0));

        Assert.InRange(_schedule.NextDue!.Value, Seconds(0), Seconds(11));
    }

    [Fact]
    public void Complete_FastIntervalLongerThanInterval_IsDueAfterTheInterval()
    {
        _schedule.Reconcile([Target("b1", new() { Interval = Seconds(1) })], Seconds(0));

        _schedule.Complete(_schedule.TakeDue(Seconds(0))!, Seconds(0), ProbePace.Fast);

        Assert.InRange(_schedule.NextDue!.Value.TotalSeconds, 0.95, 1);
    }

    [Fact]
    public void TakeDue_TenThousandBackends_AreSpreadEvenly()
    {
        ProbeTarget[] targets =
        [
            .. Enumerable.Range(0, 10_000).Select(static i => Target($"b{i}")),
        ];
        _schedule.Reconcile(targets, Seconds(0));
        while (_schedule.TakeDue(Seconds(0)) is { } ticket)
        {
            _schedule.Complete(ticket, Seconds(0), ProbePace.Steady);
        }

        var perTenth = new int[300];
        while (_schedule.NextDue is { } due && due < Seconds(30))
        {
            perTenth[(int)(due.TotalSeconds * 10)]++;
            _schedule.Complete(_schedule.TakeDue(due)!, due, ProbePace.Steady);
        }

        // 100 expected in each tenth of a second; chance alone keeps within five standard deviations.
        Assert.All(perTenth.Skip(10), static count => Assert.InRange(count, 50, 150));
    }

    [Fact]
    public void Reconcile_SameAgain_ChangesNothing()
    {
        ProbeTarget[] targets = [Target("b1"), Target("b2")];
        _schedule.Reconcile(targets, Seconds(0));
        _schedule.Complete(_schedule.TakeDue(Seconds(0))!, Seconds(0), ProbePace.Steady);
        var flying = _schedule.TakeDue(Seconds(0))!;
        var due = _schedule.NextDue;

        Assert.Empty(_schedule.Reconcile(targets, Seconds(1)));

        Assert.Equal(due, _schedule.NextDue);
        Assert.NotNull(_schedule.TargetOf(flying));
    }

    [Fact]
    public void Reconcile_Removed_IsNotProbedAgainAndItsResultIsNotWanted()
    {
        _schedule.Reconcile([Target("b1"), Target("b2")], Seconds(0));
        var flying = _schedule.TakeDue(Seconds(0))!;

        Assert.Equal([flying], _schedule.Reconcile([], Seconds(1)));

        Assert.Null(_schedule.TargetOf(flying));
        Assert.Null(_schedule.TakeDue(Seconds(100)));
        _schedule.Complete(flying, Seconds(2), ProbePace.Fast);
        Assert.Null(_schedule.NextDue);
        Assert.Equal((0, 0), (_schedule.Count, _schedule.InFlight));
    }

    [Fact]
    public void Reconcile_PutBackWhileItsProbeFlies_WaitsForThatProbeAndIsThenDueAtOnce()
    {
        _schedule.Reconcile([Target("b1")], Seconds(0));
        var flying = _schedule.TakeDue(Seconds(0))!;
        _schedule.Reconcile([], Seconds(1));

        _schedule.Reconcile([Target("b1")], Seconds(2));

        Assert.Null(_schedule.TakeDue(Seconds(2)));
        Assert.Null(_schedule.TargetOf(flying));
        _schedule.Complete(flying, Seconds(3), ProbePace.Steady);
        Assert.NotNull(_schedule.TakeDue(Seconds(3)));
    }

    [Theory]
    [InlineData("/other", 10, "at once")]
    [InlineData("/", 1, "soon")]
    [InlineData("/", 100, "as before")]
    public void Reconcile_ChangedSettings_TakeEffect(string path, int interval, string when)
    {
        _schedule.Reconcile([Target("b1")], Seconds(0));
        _schedule.Complete(_schedule.TakeDue(Seconds(0))!, Seconds(0), ProbePace.Steady);
        var before = _schedule.NextDue!.Value;
        // Known from the id: long enough for the shorter interval to make a difference.
        Assert.InRange(before.TotalSeconds, 1.2, 11);

        _schedule.Reconcile(
            [Target("b1", new() { Path = path, Interval = Seconds(interval) })],
            Seconds(0.1)
        );

        var due = _schedule.NextDue!.Value.TotalSeconds;
        var (least, most) = when switch
        {
            "at once" => (0.1, 0.1),
            "soon" => (0.1, 1.2),
            _ => (before.TotalSeconds, before.TotalSeconds),
        };
        Assert.InRange(due, least, most);
    }

    [Fact]
    public void Reconcile_UrlChangedInFlight_DropsTheResultAndProbesAnew()
    {
        _schedule.Reconcile([Target("b1")], Seconds(0));
        var flying = _schedule.TakeDue(Seconds(0))!;

        var abandoned = _schedule.Reconcile([Target("b1", url: "http://other.test")], Seconds(1));

        Assert.Equal([flying], abandoned);
        Assert.Null(_schedule.TargetOf(flying));
        _schedule.Complete(flying, Seconds(1), ProbePace.Steady);
        Assert.Equal("http://other.test", _schedule.TakeDue(Seconds(1))!.Target.Url.Text);
    }

    [Fact]
    public void Laws_AnyHistory_Hold() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Holds).QuickCheckThrowOnFailure();

    /// <summary>A random history: backends come and go, probes take any time, verdicts are decided or not.</summary>
    private static bool Holds(int seed)
    {
        var random = new Random(seed);
        var schedule = new ProbeSchedule();
        var flying = new Dictionary<string, ProbeTicket>();
        var lastAsked = new Dictionary<string, TimeSpan>();
        var present = new HashSet<string>();
        var now = TimeSpan.Zero;
        for (var step = 0; step < 300; step++)
        {
            now += TimeSpan.FromMilliseconds(random.Next(0, 400));
            if (random.Next(10) == 0)
            {
                present =
                [
                    .. Enumerable
                        .Range(0, 8)
                        .Where(_ => random.Next(3) > 0)
                        .Select(static i => $"b{i}"),
                ];
                foreach (var gone in lastAsked.Keys.Except(present).ToList())
                {
                    lastAsked.Remove(gone);
                }

                ProbeTarget[] targets = [.. present.Select(static name => Target(name))];
                schedule.Reconcile(targets, now);
                var (due, count) = (schedule.NextDue, schedule.Count);
                if (
                    schedule.Reconcile(targets, now).Count > 0
                    || (due, count) != (schedule.NextDue, schedule.Count)
                )
                {
                    return false;
                }
            }

            while (schedule.TakeDue(now) is { } ticket)
            {
                // Never two at once, never one that is gone.
                var name = ticket.Target.Name;
                if (!present.Contains(name) || !flying.TryAdd(name, ticket))
                {
                    return false;
                }

                lastAsked[name] = now;
            }

            foreach (var (name, ticket) in flying.ToList())
            {
                if (random.Next(3) == 0)
                {
                    schedule.Complete(ticket, now, (ProbePace)random.Next(3));
                    flying.Remove(name);
                }
            }

            // Each present backend is asked now, or was within the interval and its jitter.
            var isLate = present.Any(name =>
                !flying.ContainsKey(name)
                && lastAsked.TryGetValue(name, out var at)
                && now - at > Interval * 1.1 + TimeSpan.FromMilliseconds(400)
            );
            if (isLate || schedule.InFlight != flying.Count)
            {
                return false;
            }
        }

        return true;
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static ProbeTarget Target(
        string name,
        ProbeSettings? settings = null,
        string? url = null
    ) =>
        ProbeTarget
            .Of(
                Some.Snapshot(Some.Backend(name, url: url)) with
                {
                    Settings = new() { Probe = settings ?? new() },
                }
            )
            .Single();
}
