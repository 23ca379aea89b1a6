using System.Threading.Channels;
using LbPlatform.Poller.Probing;
using LbPlatform.Poller.Verdicts;
using LbPlatform.State.Store;
using LbPlatform.State.Store.Health;
using Microsoft.Extensions.Options;

namespace LbPlatform.Poller.Scheduling;

/// <summary>
/// The poller's one loop: follows the configuration, starts what is due, takes the results in. All decisions are the
/// schedule's and the verdict book's, and this loop alone touches them.
/// </summary>
internal sealed partial class ProbeScheduler : BackgroundService
{
    /// <summary>
    /// Shortest sleep: what falls due meanwhile starts together, which with thousands of backends costs half of what
    /// waking for each does. New backends and results do not wait for it.
    /// </summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    /// <summary>Time between two looks for a store that is not there yet.</summary>
    private static readonly TimeSpan StoreRetry = TimeSpan.FromMilliseconds(250);

    private readonly ProbeSchedule _schedule = new();
    private readonly LagWatch _lag = new();
    private readonly Dictionary<ProbeTicket, CancellationTokenSource> _running = [];
    private readonly Channel<Finished> _finished;
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    private readonly StoreWatcher<ConfigurationSnapshot> _watcher;
    private readonly HealthStore _store;
    private readonly IProber _prober;
    private readonly VerdictBook _book;
    private readonly TimeProvider _time;
    private readonly ILogger<ProbeScheduler> _logger;
    private readonly int _concurrency;
    private readonly long _origin;
    private ConfigurationSnapshot? _latest;
    private ConfigurationSnapshot _followed = ConfigurationSnapshot.Empty;
    private volatile ScheduleView? _view;

    public ProbeScheduler(
        StoreWatcher<ConfigurationSnapshot> watcher,
        HealthStore store,
        IProber prober,
        VerdictBook book,
        IOptions<PollerOptions> options,
        TimeProvider time,
        ILogger<ProbeScheduler> logger
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _watcher = watcher;
        _store = store;
        _prober = prober;
        _book = book;
        _time = time;
        _logger = logger;
        _concurrency = options.Value.Concurrency;
        _origin = time.GetTimestamp();
        _finished = Channel.CreateBounded<Finished>(_concurrency);
    }

    /// <summary>Raised when another configuration is probed.</summary>
    public event EventHandler? Applied;

    /// <summary>How it stands; <c>null</c> before the first configuration.</summary>
    public ScheduleView? View => _view;

    /// <summary>The scheduler's clock: time since it was made, which no change of the system's clock moves.</summary>
    public TimeSpan Now => _time.GetElapsedTime(_origin);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var timer = _time.CreateTimer(
            _ => Wake(),
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var following = FollowAsync(ending.Token);
        try
        {
            await RestoreAsync(stoppingToken);
            do
            {
                Step(timer, stoppingToken);
            } while (await _wake.Reader.ReadAsync(stoppingToken));
        }
        finally
        {
            await ending.CancelAsync();
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await EndAsync();
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        await foreach (var snapshot in _watcher.FollowAsync(cancellationToken))
        {
            Volatile.Write(ref _latest, snapshot);
            Wake();
        }
    }

    /// <summary>Waits for a configuration, then for the health store, and takes over what an earlier poller found.</summary>
    private async Task RestoreAsync(CancellationToken cancellationToken)
    {
        while (Volatile.Read(ref _latest) is null)
        {
            await _wake.Reader.ReadAsync(cancellationToken);
        }

        var isWaiting = false;
        while (true)
        {
            try
            {
                _book.Restore(_store.ReadProbed(), _store.ReadCurrent());
                return;
            }
            catch (StoreUnavailableException failure)
            {
                if (!isWaiting)
                {
                    Log.Waiting(_logger, failure.Message);
                }

                isWaiting = true;
                await Task.Delay(StoreRetry, _time, cancellationToken);
            }
        }
    }

    private void Step(ITimer timer, CancellationToken stoppingToken)
    {
        if (Interlocked.Exchange(ref _latest, null) is { } snapshot)
        {
            Follow(snapshot);
        }

        while (_finished.Reader.TryRead(out var finished))
        {
            Settle(finished);
        }

        while (_schedule.InFlight < _concurrency && _schedule.TakeDue(Now) is { } ticket)
        {
            Start(ticket, stoppingToken);
        }

        Arm(timer);
        Publish();
    }

    private void Follow(ConfigurationSnapshot snapshot)
    {
        var targets = ProbeTarget.Of(snapshot);
        foreach (var ticket in _schedule.Reconcile(targets, Now))
        {
            _running[ticket].Cancel();
        }

        _book.Follow(snapshot, targets, _time.GetUtcNow());
        _followed = snapshot;
        Publish();
        Applied?.Invoke(this, EventArgs.Empty);
    }

    private void Start(ProbeTicket ticket, CancellationToken stoppingToken)
    {
        if (_lag.Started(ticket))
        {
            Log.Behind(_logger, Milliseconds(ticket.Lag), _concurrency);
        }

        var cancellation = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        _running.Add(ticket, cancellation);
        _ = ProbeAsync(ticket, cancellation.Token);
    }

    private async Task ProbeAsync(ProbeTicket ticket, CancellationToken cancellationToken)
    {
        ProbeReport report;
        try
        {
            report = await _prober.ProbeAsync(ticket.Target, cancellationToken);
        }
        catch (Exception failure)
        {
            // A prober does not throw; if it does all the same, that says nothing of the backend.
            report = new(
                new(
                    ticket.Target.BackendId,
                    _time.GetUtcNow(),
                    ProbeOutcome.Error,
                    TimeSpan.Zero,
                    Detail: failure.GetType().Name
                ),
                ProbeReach.None
            );
        }

        _finished.Writer.TryWrite(new(ticket, report));
        Wake();
    }

    private void Settle(Finished finished)
    {
        var (ticket, report) = finished;
        if (_running.Remove(ticket, out var cancellation))
        {
            cancellation.Dispose();
        }

        // The newest settings judge, which may have other thresholds than the probe was started with.
        var observed = _schedule.TargetOf(ticket) is { } target
            ? _book.Observe(target, report)
            : default;
        _schedule.Complete(ticket, Now, observed.Pace);
        if (observed.Witness is { } witness)
        {
            _schedule.Hasten(witness, Now);
        }
    }

    private void Arm(ITimer timer)
    {
        if (_schedule.NextDue is not { } due || _schedule.InFlight >= _concurrency)
        {
            // The next result, or the next configuration, wakes the loop.
            return;
        }

        var wait = due - Now;
        timer.Change(wait > Tick ? wait : Tick, Timeout.InfiniteTimeSpan);
        if (wait > TimeSpan.Zero && _lag.NothingWaits())
        {
            Log.CaughtUp(_logger, Milliseconds(_lag.Worst));
            _lag.Reset();
        }
    }

    private void Publish() =>
        _view = new(
            _followed.StoreId,
            _followed.Revision,
            _schedule.Count,
            _schedule.NextDue,
            _schedule.NextTarget?.Interval ?? TimeSpan.Zero,
            _book.OwnFault
        );

    /// <summary>Every probe was cancelled with the loop; an answer that had come before still counts.</summary>
    private async Task EndAsync()
    {
        while (_schedule.InFlight > 0)
        {
            Settle(await _finished.Reader.ReadAsync(CancellationToken.None));
        }
    }

    private void Wake() => _wake.Writer.TryWrite(true);

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private readonly record struct Finished(ProbeTicket Ticket, ProbeReport Report);

    private static partial class Log
    {
        [LoggerMessage(3007, LogLevel.Information, "Waiting for the health store: {Reason}")]
        public static partial void Waiting(ILogger logger, string reason);

        [LoggerMessage(
            3020,
            LogLevel.Warning,
            "Probes are {Ms} ms late: more are due than {Concurrency} at once can do. Raise Poller:Concurrency, shorten time-outs or lengthen intervals"
        )]
        public static partial void Behind(ILogger logger, long ms, int concurrency);

        [LoggerMessage(
            3021,
            LogLevel.Information,
            "Probes are on time again (they were up to {Ms} ms late)"
        )]
        public static partial void CaughtUp(ILogger logger, long ms);
    }
}
