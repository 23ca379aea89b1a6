using LbPlatform.Poller.Probing;
using LbPlatform.Poller.Recording;
using LbPlatform.Poller.Scheduling;
using LbPlatform.Poller.Verdicts;
using LbPlatform.State.Store.Health;

namespace LbPlatform.Poller.Tests.Verdicts;

public sealed class VerdictBookTests
{
    private readonly Recorder _recorder = new();
    private readonly RecordedLog _log = new();
    private readonly VerdictBook _book;

    public VerdictBookTests() => _book = new(_recorder, new VerdictLog(_log.For<VerdictLog>()));

    [Fact]
    public void Observe_Failures_AreLoggedAtTheFirstAndTheFlipOnly()
    {
        var target = Follow("b1", "b2")[0];
        Observe(target, ProbeOutcome.Ok);
        for (var i = 0; i < 5; i++)
        {
            Observe(target, ProbeOutcome.Timeout, "no answer within 2s");
        }

        Assert.Equal(
            [
                "3005 Backend b1 is UP: first probe ok in 1 ms",
                "3000 Backend b1 is failing (1/3): timeout no answer within 2s in 1 ms",
                "3001 Backend b1 is DOWN: timeout no answer within 2s (1 of 2 left in default)",
            ],
            News()
        );
        Assert.Equal(
            6,
            _recorder.Calls.Count(static c => c.StartsWith("record", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Observe_NewBackendThatFails_IsSaidToBeDownAtTheThreshold()
    {
        var target = Follow("b1")[0];
        Assert.True(Observe(target, ProbeOutcome.Refused, "connection refused"));
        Assert.True(Observe(target, ProbeOutcome.Refused, "connection refused"));
        Assert.False(Observe(target, ProbeOutcome.Refused, "connection refused"));

        Assert.Equal(
            [
                "3000 Backend b1 is failing (1/3): refused connection refused in 1 ms",
                "3001 Backend b1 is DOWN: refused connection refused (0 of 1 left in default)",
                "3003 Pool default has no healthy backend: answering 503",
            ],
            News()
        );
    }

    [Fact]
    public void Observe_OwnErrors_ChangeNoVerdictAndAreSaidOnce()
    {
        var targets = Follow("b1", "b2");
        Observe(targets[0], ProbeOutcome.Ok);
        Observe(targets[1], ProbeOutcome.Ok);
        for (var round = 0; round < 4; round++)
        {
            foreach (var target in targets)
            {
                Observe(
                    target,
                    ProbeOutcome.Error,
                    "the poller cannot probe: no buffer space",
                    ProbeReach.None
                );
            }
        }

        Assert.NotNull(_book.OwnFault);
        Observe(targets[0], ProbeOutcome.Ok);

        Assert.Equal(
            [
                "3030 No backend can be probed, all verdicts stay as they are: the poller cannot probe: no buffer space",
                "3031 Backends can be probed again",
            ],
            News().Skip(2)
        );
        Assert.DoesNotContain(_recorder.Calls, static c => c.Contains("Unhealthy"));
    }

    [Theory]
    [InlineData(ProbeReach.NoNetwork, "none of 2 hosts can be reached")]
    [InlineData(ProbeReach.NoNames, "no name server answers for any of 2 names")]
    internal void Observe_NobodyCanBeReached_BlamesItselfUntilSomebodyAnswers(
        ProbeReach reach,
        string reason
    )
    {
        var targets = FollowHosts("a.test", "b.test");
        Array.ForEach(targets, target => Observe(target, ProbeOutcome.Ok));
        for (var round = 0; round < 5; round++)
        {
            // Each is wanted soon, however long it takes.
            Assert.All(targets, target => Assert.True(Miss(target, reach)));
        }

        var fault = $"the poller cannot probe: {reason} (no way there)";
        Assert.Equal(fault, _book.OwnFault);
        // Two of each count; the third would condemn, so it and all after it are the poller's own.
        Assert.Equal(
            ["Timeout", "Timeout", "Timeout", "Timeout", .. Enumerable.Repeat("Error", 6)],
            _recorder.Calls.Skip(4).Select(static call => call.Split(' ')[1])
        );
        Assert.DoesNotContain(_recorder.Calls, static call => call.Contains("Unhealthy"));

        // The way is open again: what was counted on a closed one is void.
        Observe(targets[0], ProbeOutcome.Ok);
        Assert.Null(_book.OwnFault);
        Assert.True(Miss(targets[1], reach));
        Assert.DoesNotContain(_recorder.Calls, static call => call.Contains("Unhealthy"));
        Assert.Equal(
            [
                $"3030 No backend can be probed, all verdicts stay as they are: {fault}",
                "3031 Backends can be probed again",
            ],
            News().Where(static line => line.StartsWith("303", StringComparison.Ordinal))
        );

        // From here on it is the backend's fault.
        Miss(targets[1], reach);
        Miss(targets[1], reach);
        Assert.Equal("record Timeout Unhealthy", _recorder.Calls[^1]);
    }

    [Fact]
    public void Observe_OneHostIsGone_IsCondemnedWithinTheThreshold()
    {
        var targets = FollowHosts("10.0.0.1", "10.0.0.2");
        Observe(targets[0], ProbeOutcome.Ok);
        Observe(targets[1], ProbeOutcome.Ok);

        Assert.Null(Ask(targets[0], ProbeOutcome.Timeout, ProbeReach.NoNetwork).Witness);
        // The other one is asked before the third miss, so that it can speak for the network.
        Assert.Equal(
            targets[1].BackendId,
            Ask(targets[0], ProbeOutcome.Timeout, ProbeReach.NoNetwork).Witness
        );
        Observe(targets[1], ProbeOutcome.Ok);
        Miss(targets[0], ProbeReach.NoNetwork);

        Assert.Equal("record Timeout Unhealthy", _recorder.Calls[^1]);
        Assert.Null(_book.OwnFault);
    }

    [Fact]
    public void Observe_ThresholdOfOne_WaitsForTheWitnessOnly()
    {
        var targets = FollowHosts("10.0.0.1", "10.0.0.2");
        targets[0] = targets[0] with { Settings = new() { UnhealthyThreshold = 1 } };
        Observe(targets[0], ProbeOutcome.Ok);
        Observe(targets[1], ProbeOutcome.Ok);

        var spared = Ask(targets[0], ProbeOutcome.Timeout, ProbeReach.NoNetwork);
        Assert.Equal((ProbePace.Fast, targets[1].BackendId), (spared.Pace, spared.Witness));
        Observe(targets[1], ProbeOutcome.Ok);
        Miss(targets[0], ProbeReach.NoNetwork);

        Assert.Equal("record Timeout Unhealthy", _recorder.Calls[^1]);
    }

    [Fact]
    public void Observe_EveryBackendRefuses_IsNoFaultOfThePoller()
    {
        var targets = FollowHosts("10.0.0.1", "10.0.0.2");
        for (var round = 0; round < 3; round++)
        {
            Array.ForEach(targets, target => Observe(target, ProbeOutcome.Refused));
        }

        Assert.Null(_book.OwnFault);
        Assert.Equal(2, _recorder.Calls.Count(static call => call == "record Refused Unhealthy"));
    }

    [Fact]
    public void Observe_NameServersSilent_SaysNothingOfAddresses()
    {
        var targets = FollowHosts("a.test", "b.test", "10.0.0.1", "10.0.0.2");
        Array.ForEach(targets, target => Observe(target, ProbeOutcome.Ok));
        for (var round = 0; round < 3; round++)
        {
            Miss(targets[0], ProbeReach.NoNames);
            Miss(targets[1], ProbeReach.NoNames);
            Miss(targets[2], ProbeReach.NoNetwork);
            Observe(targets[3], ProbeOutcome.Ok);
        }

        Assert.Contains("no name server answers for any of 2 names", _book.OwnFault);
        Assert.Equal(
            ["record Timeout Unhealthy"],
            _recorder.Calls.Where(static call => call.Contains("Unhealthy"))
        );
    }

    [Fact]
    public void Observe_Cancelled_IsNoProbe()
    {
        var target = Follow("b1")[0];
        Observe(target, ProbeOutcome.Cancelled);

        Assert.Equal(["follow b1"], _recorder.Calls);
    }

    [Fact]
    public void Follow_AfterARestart_TakesOverVerdictsNamesTheBackendsAndEndsWhatIsGone()
    {
        var kept = Some.Backend("kept");
        var gone = Some.Backend("gone");
        _book.Restore(
            new Dictionary<string, ProbedBackend>
            {
                [kept.Id] = new(kept.Id, "kept", "default", kept.Url.Text),
                [gone.Id] = new(gone.Id, "gone", "default", gone.Url.Text),
            },
            new Dictionary<string, BackendHealth>
            {
                [kept.Id] = Down(kept.Id),
                [gone.Id] = Down(gone.Id),
            }
        );

        var target = Follow("kept")[0];
        Assert.Equal(
            ["forget Unhealthy>Unknown the backend was removed", "unfollow", "follow kept"],
            _recorder.Calls
        );

        // One more good answer than one is needed: it was down.
        Assert.True(Observe(target, ProbeOutcome.Ok));
        Assert.False(Observe(target, ProbeOutcome.Ok));
        Assert.Contains("3002 Backend kept is UP after 1m (2 good checks)", News());
    }

    [Fact]
    public void Follow_SameAgain_RecordsNothing()
    {
        Follow("b1");
        _recorder.Calls.Clear();

        Follow("b1");

        Assert.Empty(_recorder.Calls);
    }

    private static BackendHealth Down(string id) =>
        new()
        {
            BackendId = id,
            Status = HealthStatus.Unhealthy,
            Since = Some.Instant.AddMinutes(-1),
        };

    private IReadOnlyList<ProbeTarget> Follow(params string[] names)
    {
        var snapshot = Some.Snapshot([.. names.Select(static name => Some.Backend(name))]);
        var targets = ProbeTarget.Of(snapshot);
        _book.Follow(snapshot, targets, Some.Instant);
        return [.. names.Select(name => targets.Single(target => target.Name == name))];
    }

    /// <summary>Backends of these hosts, one each.</summary>
    private ProbeTarget[] FollowHosts(params string[] hosts)
    {
        var snapshot = Some.Snapshot([
            .. hosts.Select(static host => Some.Backend($"on-{host}", url: $"http://{host}")),
        ]);
        var targets = ProbeTarget.Of(snapshot);
        _book.Follow(snapshot, targets, Some.Instant);
        return [.. hosts.Select(host => targets.Single(target => target.Url.Host == host))];
    }

    private bool Miss(ProbeTarget target, ProbeReach reach) =>
        Ask(target, ProbeOutcome.Timeout, reach).Pace == ProbePace.Fast;

    private Observation Ask(ProbeTarget target, ProbeOutcome outcome, ProbeReach reach) =>
        _book.Observe(
            target,
            new(
                new(
                    target.BackendId,
                    Some.Instant,
                    outcome,
                    TimeSpan.FromMilliseconds(1),
                    Detail: "no way there"
                ),
                reach
            )
        );

    /// <summary>True while the next result may change the verdict.</summary>
    private bool Observe(
        ProbeTarget target,
        ProbeOutcome outcome,
        string? detail = null,
        ProbeReach reach = ProbeReach.Host
    ) =>
        _book
            .Observe(
                target,
                new(
                    new(
                        target.BackendId,
                        Some.Instant,
                        outcome,
                        TimeSpan.FromMilliseconds(1),
                        Detail: detail
                    ),
                    reach
                )
            )
            .Pace == ProbePace.Fast;

    /// <summary>What is logged at Information and above.</summary>
    private IEnumerable<string> News() =>
        _log
            .Lines.Where(static line => line.Level > Microsoft.Extensions.Logging.LogLevel.Debug)
            .Select(static line => $"{line.Id} {line.Text}");

    private sealed class Recorder : IHealthRecorder
    {
        public List<string> Calls { get; } = [];

        public void Follow(ProbedBackend backend, BackendHealth health) =>
            Calls.Add($"follow {backend.Name}");

        public void Unfollow(string backendId) => Calls.Add("unfollow");

        public void Record(ProbeResult result, BackendHealth health, HealthTransition? flip) =>
            Calls.Add($"record {result.Outcome} {health.Status}");

        public void Forget(BackendHealth health, HealthTransition? flip) =>
            Calls.Add($"forget {flip?.From}>{flip?.To} {flip?.Reason.Detail}");
    }
}
