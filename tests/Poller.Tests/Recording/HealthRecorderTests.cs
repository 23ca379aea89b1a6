using LbPlatform.Poller.Recording;
using LbPlatform.State.Store;
using LbPlatform.State.Store.Health;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace LbPlatform.Poller.Tests.Recording;

public sealed class HealthRecorderTests : IAsyncLifetime
{
    private static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(250);

    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly RecordedLog _log = new();
    private readonly HealthStore _store;
    private readonly HealthRecorder _recorder;

    public HealthRecorderTests()
    {
        HealthSchema.Migrate(Options);
        _store = new HealthStore(Options);
        _recorder = new HealthRecorder(
            _store,
            Microsoft.Extensions.Options.Options.Create(new PollerOptions()),
            _clock,
            _log.For<HealthRecorder>()
        );
    }

    private StoreOptions Options => new() { Directory = _directory.Path };

    public async Task InitializeAsync()
    {
        await _recorder.StartAsync(CancellationToken.None);
        await Eventually.HoldsAsync(() => _clock.Timers > 0, "the recorder waits for its interval");
        _recorder.Follow(new("b", "b1", "default", "http://b"), new() { BackendId = "b" });
    }

    public async Task DisposeAsync()
    {
        await _recorder.StopAsync(CancellationToken.None);
        _recorder.Dispose();
        _store.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Record_Result_IsWrittenWithTheFlushInterval()
    {
        _recorder.Record(Result(), Health(HealthStatus.Healthy), null);

        // No flush can come: the clock stands.
        Assert.Equal("0", Query("select count(*) from probes"));
        _clock.Advance(FlushInterval);

        await SeesAsync("select backend, outcome from health_history", "b1|ok");
        Assert.Equal("healthy", Query("select status from health_now"));
        Assert.Equal(1, _recorder.Rows);
    }

    [Fact]
    public async Task Record_Flip_IsWrittenAtOnce()
    {
        _recorder.Record(Result(), Health(HealthStatus.Healthy), Flip(HealthStatus.Healthy));

        await SeesAsync("select to_status from health_transitions", "healthy");
    }

    [Fact]
    public async Task Record_FullBatch_IsWrittenAtOnce()
    {
        for (var i = 0; i < PendingHealth.MostRows; i++)
        {
            _recorder.Record(Result(), Health(HealthStatus.Healthy), null);
        }

        await SeesAsync("select count(*) > 0 from probes", "1");
    }

    [Fact]
    public async Task Store_GoneAndMadeAnew_GetsWhatWaitedAndEveryVerdict()
    {
        _recorder.Record(Result(), Health(HealthStatus.Unhealthy), Flip(HealthStatus.Unhealthy));
        await SeesAsync("select count(*) from transitions", "1");

        File.Delete(Options.HealthFile);
        File.Delete(Options.HealthFile + "-wal");
        File.Delete(Options.HealthFile + "-shm");
        _recorder.Record(Result(), Health(HealthStatus.Unhealthy), null);
        _clock.Advance(FlushInterval);
        await Eventually.HoldsAsync(() => _recorder.Fault is not null, "the store is gone");
        _clock.Advance(FlushInterval);
        _clock.Advance(FlushInterval);
        Assert.Single(_log.Texts(3040));

        SqliteConnection.ClearAllPools();
        HealthSchema.Migrate(Options);
        await Eventually.HoldsAsync(
            () =>
            {
                _clock.Advance(HealthRecorder.LongestPause);
                return Query(
                        "select backend, from_status, to_status, outcome from health_transitions"
                    ) == "b1|unknown|unhealthy|timeout";
            },
            "the new file has the verdict"
        );
        await SeesAsync("select count(*) from probes", "1");
        Assert.Null(_recorder.Fault);
        Assert.Single(_log.Texts(3041));
        Assert.Single(_log.Texts(3042));
    }

    [Fact]
    public async Task Stop_WhatWaits_IsWritten()
    {
        _recorder.Record(Result(), Health(HealthStatus.Healthy), null);

        await _recorder.StopAsync(CancellationToken.None);

        Assert.Equal("1", Query("select count(*) from probes"));
    }

    [Fact]
    public async Task Stop_StoreGone_EndsAndSaysWhatIsLost()
    {
        File.Delete(Options.HealthFile);
        _recorder.Record(Result(), Health(HealthStatus.Healthy), null);

        await _recorder.StopAsync(CancellationToken.None);

        Assert.Equal(
            "Stopped with 1 results that could not be written",
            Assert.Single(_log.Texts(3043))
        );
        Assert.Equal(LogLevel.Warning, _log.Lines[^1].Level);
    }

    private string Query(string sql) => Sql.Query(Options.HealthFile, sql);

    private Task SeesAsync(string sql, string expected) =>
        Eventually.HoldsAsync(() => Query(sql) == expected, $"{sql} answers {expected}");

    private static ProbeResult Result(ProbeOutcome outcome = ProbeOutcome.Ok) =>
        new("b", Some.Instant, outcome, TimeSpan.FromMilliseconds(1));

    private static HealthTransition Flip(HealthStatus to) =>
        new(
            "b",
            Some.Instant,
            HealthStatus.Unknown,
            to,
            Result(to == HealthStatus.Healthy ? ProbeOutcome.Ok : ProbeOutcome.Timeout)
        );

    private static BackendHealth Health(HealthStatus status) =>
        new()
        {
            BackendId = "b",
            Status = status,
            Since = Some.Instant,
            LastProbe = Result(),
        };
}
