using LbPlatform.Poller.Recording;
using LbPlatform.State.Store;
using LbPlatform.State.Store.Health;

namespace LbPlatform.Poller.Tests.Recording;

public sealed class RetentionJobTests
{
    [Fact]
    public async Task Minute_OldHistory_GoesChunkByChunkAndDaysStay()
    {
        using var directory = new TemporaryDirectory();
        var options = new StoreOptions { Directory = directory.Path };
        HealthSchema.Migrate(options);
        using var store = new HealthStore(options);
        var clock = new ManualTimeProvider();
        var old = new ProbeResult("b", Some.Instant.AddDays(-8), ProbeOutcome.Ok, TimeSpan.Zero);
        var young = old with { CheckedAt = Some.Instant.AddDays(-6) };
        store.Write(
            new()
            {
                Results = [.. Enumerable.Repeat(old, RetentionJob.MostRowsInAChunk * 2 + 1), young],
            }
        );
        using var job = new RetentionJob(
            store,
            Microsoft.Extensions.Options.Options.Create(new PollerOptions()),
            clock,
            new RecordedLog().For<RetentionJob>()
        );
        await job.StartAsync(CancellationToken.None);
        await Eventually.HoldsAsync(() => clock.Timers > 0, "the job waits for its minute");

        clock.Advance(RetentionJob.Period);
        await Eventually.HoldsAsync(
            () =>
            {
                clock.Advance(RetentionJob.Pause);
                return Sql.Query(options.HealthFile, "select count(*) from probes") == "1";
            },
            "only the young probe is left"
        );

        Assert.Equal("1002", Sql.Query(options.HealthFile, "select sum(checks) from uptime"));
        await job.StopAsync(CancellationToken.None);
    }
}
