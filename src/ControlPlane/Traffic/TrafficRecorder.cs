using LbPlatform.State.Store.Traffic;
using LbPlatform.State.Traffic;
using Microsoft.Extensions.Options;

namespace LbPlatform.ControlPlane.Traffic;

/// <summary>
/// Writes what data planes counted into the roll-ups, and deletes what is kept no longer. While the store is gone everything waits;
/// reports are taken all the same.
/// </summary>
internal sealed partial class TrafficRecorder(
    TrafficStore store,
    TrafficBook book,
    ConfigurationStore configuration,
    IOptions<TrafficOptions> options,
    TimeProvider time,
    ILogger<TrafficRecorder> logger
) : BackgroundService
{
    /// <summary>Time between two writes.</summary>
    public static readonly TimeSpan Interval = NodeTraffic.Interval;

    /// <summary>Writes between two looks for what is kept no longer.</summary>
    public const int WritesBetweenPrunings = 6;

    /// <summary>Most rows of each kind that go in one transaction.</summary>
    public const int MostRowsInAChunk = 500;

    private bool _isWritable = true;
    private bool _hasStarted;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        store.Prepare();
        book.Remember(store.ReadBaselines());
        _hasStarted = true;
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // A process that is told to stop while it starts may not even own the store.
        if (_hasStarted)
        {
            Flush();
        }
    }

    /// <summary>Writes what waits.</summary>
    public void Flush() =>
        Guarded(() =>
        {
            if (!store.Exists)
            {
                store.Prepare();
                book.TellAll();
                Log.MadeAnew(logger);
            }

            Write();
        });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        for (var writes = 1; await timer.WaitForNextTickAsync(stoppingToken); writes++)
        {
            Flush();
            if (writes % WritesBetweenPrunings == 0)
            {
                Guarded(() => Prune(stoppingToken));
            }
        }
    }

    private void Write()
    {
        var (increments, baselines) = book.Take();
        if (baselines.Count == 0 && increments.Count == 0)
        {
            return;
        }

        try
        {
            store.Write(
                new()
                {
                    Names = NamesOf(increments),
                    Increments = increments,
                    Baselines = baselines,
                }
            );
        }
        catch
        {
            book.PutBack(increments, baselines);
            throw;
        }
    }

    private Dictionary<string, (string Name, string Pool)> NamesOf(
        IReadOnlyList<TrafficIncrement> increments
    )
    {
        var current = configuration.Current;
        return increments
            .Select(static one => one.BackendId)
            .Distinct(StringComparer.Ordinal)
            .Select(current.Backends.Find)
            .OfType<Backend>()
            .ToDictionary(
                static backend => backend.Id,
                backend =>
                    (backend.Name, current.Pools.Find(backend.PoolId)?.Name ?? backend.PoolId),
                StringComparer.Ordinal
            );
    }

    private void Prune(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var keep = options.Value.ToRetention();
        while (
            store.Prune(keep, now, MostRowsInAChunk) > 0
            && !cancellationToken.IsCancellationRequested
        )
        {
            // Chunk by chunk, so that no transaction is long.
        }

        book.Forget(now - TrafficRetention.Baselines);
    }

    private void Guarded(Action use)
    {
        try
        {
            use();
            if (!_isWritable)
            {
                Log.Writes(logger);
            }

            _isWritable = true;
        }
        catch (Exception failure)
            when (failure
                    is StoreUnavailableException
                        or StoreSchemaException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            if (_isWritable)
            {
                Log.NotWritten(logger, failure.Message);
            }

            _isWritable = false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            5041,
            LogLevel.Warning,
            "Traffic cannot be written now, it waits in memory: {Reason}"
        )]
        public static partial void NotWritten(ILogger logger, string reason);

        [LoggerMessage(5042, LogLevel.Information, "Traffic is written again")]
        public static partial void Writes(ILogger logger);

        [LoggerMessage(
            5043,
            LogLevel.Warning,
            "traffic.db was removed: made anew, its history is gone"
        )]
        public static partial void MadeAnew(ILogger logger);
    }
}
