using LbPlatform.State.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LbPlatform.State.Snapshots;

/// <summary>
/// Follows one store: wakes on the writer's signal, looks at the head at least every <see cref="PollInterval"/>, and
/// publishes each new snapshot. While the store cannot be read, the last good snapshot stays, also over a restart.
/// </summary>
/// <typeparam name="T">The snapshot.</typeparam>
public sealed partial class StoreWatcher<T> : BackgroundService
    where T : class
{
    /// <summary>The longest time from a commit whose signal was lost to the look that finds it.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly ISnapshotReader<T> _reader;
    private readonly LastGoodCopy<T> _copy;
    private readonly TimeProvider _time;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger<StoreWatcher<T>> _logger;
    private readonly SnapshotFeed<T> _feed = new();
    private volatile StoreView<T> _view;

    /// <summary>Follows what <paramref name="reader"/> reads, keeping <paramref name="copy"/> for a start without store.</summary>
    public StoreWatcher(
        ISnapshotReader<T> reader,
        LastGoodCopy<T> copy,
        TimeProvider time,
        IHostApplicationLifetime lifetime,
        ILogger<StoreWatcher<T>> logger
    )
    {
        ArgumentNullException.ThrowIfNull(time);
        _reader = reader;
        _copy = copy;
        _time = time;
        _lifetime = lifetime;
        _logger = logger;
        _view = new(null, FromCopy: false, time.GetUtcNow(), Fault: null);
    }

    /// <summary>What is known now.</summary>
    public StoreView<T> View => _view;

    /// <summary>The snapshot of now, if there is one, and every newer one until cancelled.</summary>
    public IAsyncEnumerable<T> FollowAsync(CancellationToken cancellationToken) =>
        _feed.FollowAsync(cancellationToken);

    /// <inheritdoc />
    public override void Dispose()
    {
        _reader.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var wakeUps = new StoreWakeUps(_reader.File, PollInterval, _time);
        try
        {
            do
            {
                Look();
            } while (await wakeUps.WaitAsync(stoppingToken));
        }
        catch (StoreSchemaException failure)
        {
            Log.SchemaTooNew(_logger, failure.Message);
            if (_view.Snapshot is null)
            {
                Environment.ExitCode = 1;
                _lifetime.StopApplication();
            }
        }
    }

    private void Look()
    {
        try
        {
            var isNew = _reader.TryReadChange(out var snapshot);
            var recovered = _view.Fault is not null;
            _view = new(
                snapshot ?? _view.Snapshot,
                FromCopy: false,
                _time.GetUtcNow(),
                Fault: null
            );
            if (recovered)
            {
                Log.Recovered(_logger, _reader.File);
            }

            if (isNew)
            {
                _feed.Publish(snapshot!);
                Keep(snapshot!);
            }
        }
        catch (StoreUnavailableException failure)
        {
            Degrade(failure.Message);
        }
    }

    private void Degrade(string fault)
    {
        var isFirst = _view.Fault is null;
        _view = _view with { Fault = fault };
        if (_view.Snapshot is null && isFirst && _copy.TryRead() is var (snapshot, madeAt))
        {
            _view = new(snapshot, FromCopy: true, madeAt, fault);
            _feed.Publish(snapshot);
        }

        if (isFirst)
        {
            Log.Unreadable(
                _logger,
                fault,
                _view.Snapshot is null ? "nothing yet" : "the last good state"
            );
        }
    }

    private void Keep(T snapshot)
    {
        try
        {
            _copy.Write(snapshot);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.CopyFailed(_logger, failure.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2020, LogLevel.Warning, "Store unreadable, going on with {Kept}: {Fault}")]
        public static partial void Unreadable(ILogger logger, string fault, string kept);

        [LoggerMessage(2021, LogLevel.Information, "Store readable again: {File}")]
        public static partial void Recovered(ILogger logger, string file);

        [LoggerMessage(2022, LogLevel.Warning, "The last good copy was not written: {Reason}")]
        public static partial void CopyFailed(ILogger logger, string reason);

        [LoggerMessage(2023, LogLevel.Critical, "{Reason}")]
        public static partial void SchemaTooNew(ILogger logger, string reason);
    }
}
