using LbPlatform.Hosting;
using LbPlatform.State.Store.Health;

namespace LbPlatform.ControlPlane.Store;

/// <summary>
/// Opens the store before the API listens, and rebuilds a file that somebody removes: the configuration from memory,
/// the health store empty (the poller fills it again).
/// </summary>
internal sealed partial class StoreKeeper(
    ConfigurationStore store,
    StoreOptions options,
    TimeProvider time,
    ILogger<StoreKeeper> logger
) : BackgroundService, IReadinessCheck
{
    /// <summary>Time between two looks at the files.</summary>
    public static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    /// <summary>Rows that cannot be read and are named in the log at most.</summary>
    public const int MostNamed = 20;

    private const string Actor = "control-plane";

    private ProcessLock? _lock;
    private volatile string? _fault;

    public IEnumerable<ReadinessLine> Check()
    {
        var current = store.Current;
        var leftOut = current.Unreadable.Count;
        var figures = $"revision {current.Revision}, {current.Backends.Count} backends";
        return
        [
            _fault is { } fault
                ? new("store", ReadinessState.Degraded, $"{figures}, from memory: {fault}")
            : current.Unreadable is [{ } first, ..]
                ? new(
                    "store",
                    ReadinessState.Degraded,
                    $"{figures}, {leftOut} rows cannot be read and are left out: {Name(first)}: {first.Reason}{(leftOut > 1 ? " ..." : "")}"
                )
            : new("store", ReadinessState.Ready, figures),
        ];
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _lock = ProcessLock.Take(options, "controlplane");
        var isNew = !File.Exists(options.ConfigurationFile);
        var copy = LastGood().TryRead();
        await store.OpenAsync(
            copy?.Snapshot ?? InitialConfiguration.Make(time.GetUtcNow()),
            Actor,
            cancellationToken
        );
        foreach (var row in store.Current.Unreadable.Take(MostNamed))
        {
            Log.Unreadable(logger, Name(row), row.Reason);
        }

        HealthSchema.Migrate(options);
        if (isNew && copy is var (snapshot, madeAt))
        {
            Log.Restored(logger, options.ConfigurationFile, snapshot.Backends.Count, madeAt);
        }

        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        base.Dispose();
        _lock?.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var looks = new PeriodicTimer(LookInterval, time);
        while (await looks.WaitForNextTickAsync(stoppingToken))
        {
            await LookAsync(stoppingToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!File.Exists(options.ConfigurationFile))
            {
                await store.OpenAsync(store.Current, Actor, cancellationToken);
                Log.Rebuilt(logger, options.ConfigurationFile, store.Current.Backends.Count);
            }

            if (!File.Exists(options.HealthFile))
            {
                HealthSchema.Migrate(options);
                Log.HealthRebuilt(logger, options.HealthFile);
            }

            _fault = null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Whatever the disk says: the process goes on from memory and looks again.
            if (_fault is null)
            {
                Log.NotRebuilt(logger, failure.Message);
            }

            _fault = failure.Message;
        }
    }

    private static string Name(UnreadableRow row) =>
        $"{row.Kind.ToString().ToLowerInvariant()} {row.Name}";

    private LastGoodCopy<ConfigurationSnapshot> LastGood() =>
        new(options.LastGoodFile("dataplane", "configuration"));

    private static partial class Log
    {
        [LoggerMessage(
            5010,
            LogLevel.Warning,
            "{File} was missing: restored {Backends} backends from the copy of {MadeAt:u}"
        )]
        public static partial void Restored(
            ILogger logger,
            string file,
            int backends,
            DateTimeOffset madeAt
        );

        [LoggerMessage(
            5011,
            LogLevel.Warning,
            "{File} was removed: rebuilt with {Backends} backends from memory"
        )]
        public static partial void Rebuilt(ILogger logger, string file, int backends);

        [LoggerMessage(
            5012,
            LogLevel.Warning,
            "{File} was removed: made anew, its history is gone"
        )]
        public static partial void HealthRebuilt(ILogger logger, string file);

        [LoggerMessage(
            5013,
            LogLevel.Error,
            "A removed store cannot be rebuilt yet, going on from memory: {Reason}"
        )]
        public static partial void NotRebuilt(ILogger logger, string reason);

        [LoggerMessage(
            5014,
            LogLevel.Warning,
            "Going on without {Row}, which cannot be read: {Reason}"
        )]
        public static partial void Unreadable(ILogger logger, string row, string reason);
    }
}
