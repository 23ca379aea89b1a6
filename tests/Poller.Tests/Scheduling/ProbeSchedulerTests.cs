using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using LbPlatform.Poller.Probing;
using LbPlatform.Poller.Recording;
using LbPlatform.Poller.Scheduling;
using LbPlatform.Poller.Verdicts;
using LbPlatform.State;
using LbPlatform.State.Store;
using LbPlatform.State.Store.Health;
using Microsoft.Extensions.Hosting.Internal;

namespace LbPlatform.Poller.Tests.Scheduling;

public sealed class ProbeSchedulerTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly RecordedLog _log = new();
    private readonly FakeProber _prober = new();
    private readonly FakeReader _reader = new();
    private readonly HealthStore _store;
    private readonly HealthRecorder _recorder;
    private readonly StoreWatcher<ConfigurationSnapshot> _watcher;
    private readonly ProbeScheduler _scheduler;

    public ProbeSchedulerTests()
    {
        var options = new StoreOptions { Directory = _directory.Path };
        HealthSchema.Migrate(options);
        _store = new HealthStore(options);
        var settings = Microsoft.Extensions.Options.Options.Create(
            new PollerOptions { Concurrency = 2 }
        );
        _recorder = new(_store, settings, _clock, _log.For<HealthRecorder>());
        _watcher = new(
            _reader,
            new LastGoodCopy<ConfigurationSnapshot>(_directory.File("copy.json")),
            _clock,
            new ApplicationLifetime(_log.For<ApplicationLifetime>()),
            _log.For<StoreWatcher<ConfigurationSnapshot>>()
        );
        var book = new VerdictBook(_recorder, new VerdictLog(_log.For<VerdictLog>()));
        _scheduler = new(
            _watcher,
            _store,
            _prober,
            book,
            settings,
            _clock,
            _log.For<ProbeScheduler>()
        );
    }

    public async Task InitializeAsync()
    {
        await _watcher.StartAsync(CancellationToken.None);
        await _scheduler.StartAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _scheduler.StopAsync(CancellationToken.None);
        await _watcher.StopAsync(CancellationToken.None);
        _scheduler.Dispose();
        _watcher.Dispose();
        _recorder.Dispose();
        _store.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task MoreDueThanAllowedAtOnce_Waits_AndTheLagIsSaidOnceAndItsEndOnce()
    {
        Configure("b1", "b2", "b3", "b4");
        await Eventually.HoldsAsync(() => _prober.Running == 2, "two probes run");

        _clock.Advance(TimeSpan.FromSeconds(6));
        _prober.Answer();
        await Eventually.HoldsAsync(() => _prober.Asked == 3, "the third starts when one ends");
        Assert.Equal(2, _prober.Running);
        Assert.StartsWith(
            "Probes are 6000 ms late: more are due than 2",
            Assert.Single(_log.Texts(3020))
        );

        await Eventually.HoldsAsync(
            () =>
            {
                _prober.Answer();
                return _log.Texts(3021).Count == 1;
            },
            "nothing waits any more"
        );
        Assert.Single(_log.Texts(3020));
        Assert.True(_prober.MostRunning <= 2);
    }

    [Fact]
    public async Task Removed_InFlight_IsCancelledAndLeavesNoVerdict()
    {
        Configure("b1");
        await Eventually.HoldsAsync(() => _prober.Running == 1, "the probe runs");

        Configure();

        await Eventually.HoldsAsync(() => _prober.Cancelled == 1, "its probe was cancelled");
        await Eventually.HoldsAsync(() => _scheduler.View is { Backends: 0 }, "none is left");
        Assert.Equal(0, _recorder.Backlog.Waiting);
    }

    [Fact]
    public async Task Stop_ProbesInFlight_AreCancelledAndNotRecorded()
    {
        Configure("b1", "b2");
        await Eventually.HoldsAsync(() => _prober.Running == 2, "the probes run");

        await _scheduler.StopAsync(CancellationToken.None);

        Assert.Equal(2, _prober.Cancelled);
        Assert.Equal(0, _recorder.Backlog.Waiting);
    }

    [Fact]
    public async Task ProberThatThrows_SaysNothingOfTheBackend()
    {
        _prober.Throws = true;
        Configure("b1");

        await Eventually.HoldsAsync(() => _log.Texts(3030).Count == 1, "the poller blames itself");
        Assert.Empty(_log.Texts(3000));
    }

    [Fact]
    public async Task Interval_Over_IsProbedAgain()
    {
        Configure("b1");
        await Eventually.HoldsAsync(() => _prober.Running == 1, "the first probe runs");
        _prober.Answer();
        await Eventually.HoldsAsync(
            () => _scheduler.View?.NextDue > _scheduler.Now,
            "the next is planned"
        );
        Assert.Equal(1, _prober.Asked);

        _clock.Advance(TimeSpan.FromSeconds(11));

        await Eventually.HoldsAsync(() => _prober.Asked == 2, "it is probed again");
    }

    [Fact]
    public async Task Interval_IsThatOfTheBackendsState()
    {
        Configure(
            new ProbeSettings
            {
                Interval = TimeSpan.FromSeconds(10),
                FastInterval = TimeSpan.FromSeconds(1),
                UnhealthyInterval = TimeSpan.FromSeconds(40),
                JitterPercent = 0,
                UnhealthyThreshold = 2,
                HealthyThreshold = 2,
            },
            "b1"
        );

        // Seconds between the probes that these answers make: x failed, o passed.
        var gaps = new List<double>();
        foreach (var c in "oooxxxxooo")
        {
            gaps.Add(await AnsweredAsync(c == 'o' ? ProbeOutcome.Ok : ProbeOutcome.Refused));
        }

        // After the first pass and the first bad verdict, the grid begins anywhere.
        Assert.InRange(gaps[0], 0, 10);
        Assert.InRange(gaps[4], 0, 40);
        Assert.InRange(gaps[8], 0, 10);
        Assert.Equal(
            [10, 10, 1, 40, 40, 1, 10],
            gaps.Where(static (_, at) => at is not (0 or 4 or 8))
        );
    }

    [Fact]
    public async Task SilentHost_AnotherIsAskedAtOnce_ToTellWhoseFaultItIs()
    {
        Configure(new ProbeSettings { Interval = TimeSpan.FromHours(1) }, "b1", "b2");
        await Eventually.HoldsAsync(() => _prober.Running == 2, "the first probes run");
        _prober.Answer();
        _prober.Answer();
        await Eventually.HoldsAsync(() => IsAskedInTime(3), "one is due again");
        var silent = _prober.LastAsked;

        _prober.Answer(ProbeOutcome.Timeout, ProbeReach.NoNetwork);
        await Eventually.HoldsAsync(
            () => _scheduler.View!.NextDue - _scheduler.Now <= TimeSpan.FromSeconds(2),
            "it is planned soon"
        );
        _clock.Advance(TimeSpan.FromSeconds(2));
        await Eventually.HoldsAsync(() => _prober.Asked == 4, "it is probed again soon");
        Assert.Equal(silent, _prober.LastAsked);
        _prober.Answer(ProbeOutcome.Timeout, ProbeReach.NoNetwork);

        // Without the clock moving, an hour before it would be due.
        await Eventually.HoldsAsync(() => _prober.Asked == 5, "the witness is asked");
        Assert.NotEqual(silent, _prober.LastAsked);
    }

    /// <summary>Whether so many were asked; if not, the clock goes to where the next one is due, and not beyond.</summary>
    private bool IsAskedInTime(int asked)
    {
        var planned = _scheduler.View?.NextDue;
        if (_prober.Asked >= asked)
        {
            return true;
        }

        // A timer that was set just behind the clock fires with its next tick.
        var wait = planned - _scheduler.Now;
        _clock.Advance(wait > ProbeScheduler.Tick ? wait.Value : ProbeScheduler.Tick);
        return false;
    }

    /// <summary>Answers the probe that runs, and goes on to the next one; the seconds from its start until then.</summary>
    private async Task<double> AnsweredAsync(ProbeOutcome outcome)
    {
        await Eventually.HoldsAsync(() => _prober.Running == 1, "a probe runs");
        var asked = _prober.Asked;
        var startedAt = _scheduler.Now;
        _prober.Answer(outcome);
        await Eventually.HoldsAsync(
            () => _scheduler.View?.NextDue > startedAt,
            "the next is planned"
        );
        var due = _scheduler.View!.NextDue!.Value;
        _clock.Advance(due - startedAt);
        await Eventually.HoldsAsync(() => _prober.Asked > asked, "it is probed again");
        return Math.Round((due - startedAt).TotalSeconds, 6);
    }

    private void Configure(params string[] backends) => Configure(new(), backends);

    private void Configure(ProbeSettings settings, params string[] backends)
    {
        _reader.Next = Some.Snapshot([.. backends.Select(static name => Some.Backend(name))]) with
        {
            Settings = new() { Probe = settings },
            Revision = new Revision(++_reader.Revision),
        };
        // The watcher looks at the start, or when its poll falls due.
        _clock.Advance(StoreWatcher<ConfigurationSnapshot>.PollInterval);
    }

    private sealed class FakeReader : ISnapshotReader<ConfigurationSnapshot>
    {
        private readonly TemporaryDirectory _directory = new();
        private ConfigurationSnapshot? _next;

        public int Revision { get; set; }

        public ConfigurationSnapshot? Next
        {
            set => Volatile.Write(ref _next, value);
        }

        public string File => _directory.File("config.db");

        public bool TryReadChange([NotNullWhen(true)] out ConfigurationSnapshot? snapshot)
        {
            snapshot = Interlocked.Exchange(ref _next, null);
            return snapshot is not null;
        }

        public void Dispose() => _directory.Dispose();
    }

    private sealed class FakeProber : IProber
    {
        private readonly ConcurrentQueue<TaskCompletionSource<ProbeResult>> _running = new();
        private ProbeReach _reach;
        private int _asked;
        private int _cancelled;
        private int _ended;

        public bool Throws { get; set; }

        public int Asked => Volatile.Read(ref _asked);

        public int Cancelled => Volatile.Read(ref _cancelled);

        public int Running => Asked - Volatile.Read(ref _ended);

        public int MostRunning { get; private set; }

        /// <summary>The backend that was asked last.</summary>
        public string? LastAsked { get; private set; }

        public void Answer(
            ProbeOutcome outcome = ProbeOutcome.Ok,
            ProbeReach reach = ProbeReach.Host
        )
        {
            _reach = reach;
            if (_running.TryDequeue(out var first))
            {
                first.TrySetResult(
                    new("answered", Some.Instant, outcome, TimeSpan.FromMilliseconds(1))
                );
            }
        }

        public async Task<ProbeReport> ProbeAsync(
            ProbeTarget target,
            CancellationToken cancellationToken
        )
        {
            var answer = new TaskCompletionSource<ProbeResult>(
                TaskCreationOptions.RunContinuationsAsynchronously
            );
            _running.Enqueue(answer);
            LastAsked = target.Name;
            Interlocked.Increment(ref _asked);
            MostRunning = Math.Max(MostRunning, Running);
            try
            {
                if (Throws)
                {
                    throw new InvalidOperationException("A prober must not.");
                }

                await using var _ = cancellationToken.Register(() =>
                    answer.TrySetCanceled(cancellationToken)
                );
                return new(await answer.Task with { BackendId = target.BackendId }, _reach);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref _cancelled);
                return new(
                    new(target.BackendId, Some.Instant, ProbeOutcome.Cancelled, TimeSpan.Zero),
                    ProbeReach.None
                );
            }
            finally
            {
                Interlocked.Increment(ref _ended);
            }
        }
    }
}
