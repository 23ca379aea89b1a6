using System.Threading.Channels;
using LbPlatform.State.Store;
using LbPlatform.State.Store.Health;
using Microsoft.Extensions.Options;

namespace LbPlatform.Poller.Recording;

/// <summary>
/// Writes what waits: every flush interval in one transaction, a flip at once. While the store is gone it tries
/// again with growing pauses, and says so once. What waits when the process stops is written then.
/// </summary>
internal sealed partial class HealthRecorder(
    HealthStore store,
    IOptions<PollerOptions> options,
    TimeProvider time,
    ILogger<HealthRecorder> logger
) : BackgroundService, IHealthRecorder
{
    /// <summary>Longest pause between two tries to write.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly PendingHealth _pending = new();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    private HealthBatch? _unwritten;
    private long _rows;
    private volatile string? _fault;

    /// <summary>Why the store cannot be written now; <c>null</c> while it can.</summary>
    public string? Fault => _fault;

    /// <summary>Probes written so far.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>Results that wait, and those dropped because too many waited.</summary>
    public (int Waiting, long Dropped) Backlog
    {
        get
        {
            lock (_lock)
            {
                return (_pending.Results, _pending.Dropped);
            }
        }
    }

    public void Follow(ProbedBackend backend, BackendHealth health) =>
        Add(pending => pending.Follow(backend, health));

    public void Unfollow(string backendId) => Add(pending => pending.Unfollow(backendId));

    public void Record(ProbeResult result, BackendHealth health, HealthTransition? flip) =>
        Add(pending => pending.Record(result, health, flip));

    public void Forget(BackendHealth health, HealthTransition? flip) =>
        Add(pending => pending.Forget(health, flip));

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        while (Next() is { } batch)
        {
            if (!TryWrite(batch))
            {
                Log.Lost(logger, batch.Results.Count + Backlog.Waiting);
                return;
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var interval = options.Value.FlushInterval;
        await using var flush = time.CreateTimer(_ => Wake(), null, interval, interval);
        await foreach (var _ in _wake.Reader.ReadAllAsync(stoppingToken))
        {
            await FlushAsync(stoppingToken);
        }
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        var pause = ShortestPause;
        do
        {
            if (Next() is not { } batch)
            {
                return;
            }

            while (!TryWrite(batch))
            {
                await Task.Delay(pause, time, cancellationToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        } while (IsUrgent());
    }

    /// <summary>What could not be written goes first; it was not committed, so it may be tried again whole.</summary>
    private HealthBatch? Next()
    {
        lock (_lock)
        {
            return _unwritten ??= _pending.Take(time.GetUtcNow());
        }
    }

    private bool TryWrite(HealthBatch batch)
    {
        try
        {
            var isSameFile = store.Write(batch);
            _unwritten = null;
            Interlocked.Add(ref _rows, batch.Results.Count);
            Recovered();
            if (!isSameFile)
            {
                Log.MadeAnew(logger);
                Add(pending => pending.TellAgain(batch));
            }

            return true;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Whatever it is, the poller goes on: the next try may succeed, and the verdicts are in memory.
            Failed(failure is StoreUnavailableException ? failure.Message : failure.ToString());
            return false;
        }
    }

    private void Failed(string fault)
    {
        if (_fault is null)
        {
            Log.Unwritable(logger, PendingHealth.MostResults, fault);
        }

        _fault = fault;
    }

    private void Recovered()
    {
        if (_fault is not null)
        {
            _fault = null;
            Log.Writable(logger, Backlog.Dropped);
        }
    }

    private void Add(Action<PendingHealth> add)
    {
        lock (_lock)
        {
            add(_pending);
        }

        if (IsUrgent())
        {
            Wake();
        }
    }

    private bool IsUrgent()
    {
        lock (_lock)
        {
            return _pending.IsUrgent;
        }
    }

    private void Wake() => _wake.Writer.TryWrite(true);

    private static partial class Log
    {
        [LoggerMessage(
            3040,
            LogLevel.Warning,
            "Health store cannot be written, keeping the verdicts and up to {Most} results in memory: {Reason}"
        )]
        public static partial void Unwritable(ILogger logger, int most, string reason);

        [LoggerMessage(
            3041,
            LogLevel.Information,
            "Health store can be written again ({Dropped} results dropped since the start)"
        )]
        public static partial void Writable(ILogger logger, long dropped);

        [LoggerMessage(
            3042,
            LogLevel.Information,
            "Health store was made anew: telling it every verdict again"
        )]
        public static partial void MadeAnew(ILogger logger);

        [LoggerMessage(
            3043,
            LogLevel.Warning,
            "Stopped with {Results} results that could not be written"
        )]
        public static partial void Lost(ILogger logger, int results);
    }
}
