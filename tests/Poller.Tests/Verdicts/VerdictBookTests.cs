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
