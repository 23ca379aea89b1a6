using LbPlatform.State.Store;
using LbPlatform.State.Store.Traffic;
using LbPlatform.State.Traffic;
using Microsoft.Data.Sqlite;

namespace LbPlatform.State.Tests.Store.Traffic;

public sealed class TrafficStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TrafficStore _store;
    private readonly TrafficQueries _queries;

    public TrafficStoreTests()
    {
        var options = new StoreOptions { Directory = _directory.Path };
        _store = new(options);
        _queries = new(options);
        Assert.True(_store.Prepare());
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _directory.Dispose();
    }

    [Fact]
    public void Write_SeveralOfOneMinute_AreSummedByMinuteAndHour()
    {
        Write(Some.Instant, Counts(5, fast: 3));
        Write(Some.Instant.AddSeconds(50), Counts(2, fast: 1));
        Write(Some.Instant.AddMinutes(1), Counts(1, fast: 1));

        var minutes = History(TrafficResolution.Minute);
        var hours = History(TrafficResolution.Hour);

        Assert.Equal([Some.Instant.AddMinutes(1), Some.Instant], minutes.Select(static b => b.At));
        Assert.Equal([1, 7], minutes.Select(static bucket => bucket.Counts.Answers[1]));
        Assert.Equal(7 * 2000, minutes[1].Counts.LatencyMicroseconds);
        Assert.Equal(4, minutes[1].Counts.Latencies[0]);
        var hour = Assert.Single(hours);
        Assert.Equal(
            (8, 3, 3),
            (hour.Counts.Answers[1], hour.Counts.Retries, hour.Counts.Errors[0])
        );
        Assert.Equal(hour.Counts.Latencies.Sum(), hour.Counts.Answers[1]);
    }

    [Fact]
    public void Views_Rollups_SayThemInWordsAndMilliseconds()
    {
        Write(Some.Instant, Counts(99, fast: 99));
        Write(Some.Instant, Counts(1, fast: 0));

        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT at, backend, pool, requests, errors, refused, retries, latency_p50_ms < 0.5, latency_p99_ms FROM traffic_minutes";
        using var row = command.ExecuteReader();

        Assert.True(row.Read());
        Assert.Equal("2026-01-01T00:00:00Z", row.GetString(0));
        Assert.Equal(("one", "default"), (row.GetString(1), row.GetString(2)));
        Assert.Equal(
            (102, 2, 2, 2),
            (row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6))
        );
        Assert.Equal((1, 0.5), (row.GetInt64(7), row.GetDouble(8)));
    }

    [Fact]
    public void ReadBaselines_Written_AreTheLastOfEach()
    {
        var first = new TrafficBaseline("dp", "b", "e1", Some.Instant, Some.Instant, Counts(1, 1));
        var second = first with { Epoch = "e2", Counts = Counts(7, 2) };
        _store.Write(Batch([], [first]));
        _store.Write(Batch([], [second]));

        var read = Assert.Single(_store.ReadBaselines());

        Assert.Equal(
            ("dp", "b", "e2", Some.Instant),
            (read.NodeId, read.BackendId, read.Epoch, read.Since)
        );
        Assert.True(read.Counts.Since(second.Counts).IsZero);
        Assert.False(read.Counts.Since(first.Counts).IsZero);
    }

    [Fact]
    public void Prune_OldAndTooMany_Go()
    {
        for (var minute = 0; minute < 10; minute++)
        {
            Write(Some.Instant.AddMinutes(minute), Counts(1, 1));
        }

        var keep = new TrafficRetention(TimeSpan.FromMinutes(8), TimeSpan.FromDays(1), 1000);
        var now = Some.Instant.AddMinutes(10);

        Assert.Equal(2, _store.Prune(keep, now, 100));
        Assert.Equal(0, _store.Prune(keep, now, 100));
        Assert.Equal(8, History(TrafficResolution.Minute).Count);
        Assert.Single(History(TrafficResolution.Hour));

        Assert.Equal(4, _store.Prune(keep with { MostRows = 3 }, now, 100));
        Assert.Equal(4, History(TrafficResolution.Minute).Count);
    }

    [Fact]
    public void ReadHistory_NoFile_IsUnavailable()
    {
        var nowhere = new StoreOptions { Directory = Path.Combine(_directory.Path, "none") };

        Assert.Throws<StoreUnavailableException>(() =>
            new TrafficQueries(nowhere).ReadHistory("b", new() { Limit = 1 })
        );
    }

    private string File => new StoreOptions { Directory = _directory.Path }.TrafficFile;

    private void Write(DateTimeOffset at, TrafficCounts counts) =>
        _store.Write(Batch([new("b", at, counts)], []));

    private static TrafficBatch Batch(
        IReadOnlyList<TrafficIncrement> increments,
        IReadOnlyList<TrafficBaseline> baselines
    ) =>
        new()
        {
            Names = new Dictionary<string, (string, string)> { ["b"] = ("one", "default") },
            Increments = increments,
            Baselines = baselines,
        };

    private IReadOnlyList<TrafficBucket> History(TrafficResolution resolution) =>
        _queries.ReadHistory("b", new() { Resolution = resolution, Limit = 100 });

    /// <summary>So many good answers, so many of them below half a millisecond, and one refusal that was tried again.</summary>
    private static TrafficCounts Counts(long answers, long fast)
    {
        var latencies = new long[LatencyBuckets.Count];
        latencies[0] = fast;
        latencies[5] = answers - fast;
        return new()
        {
            Answers = [0, answers],
            Errors = [1],
            Latencies = latencies,
            LatencyMicroseconds = answers * 2000,
            Retries = 1,
        };
    }
}
