using LbPlatform.State.Health;
using LbPlatform.State.Store;
using LbPlatform.State.Store.Health;
using Microsoft.Data.Sqlite;

namespace LbPlatform.State.Tests.Store.Health;

public sealed class HealthStoreTests : IDisposable
{
    private static readonly ProbedBackend B1 = new(
        "id-1",
        "b1",
        "default",
        "http://localhost:9001"
    );

    private readonly TemporaryDirectory _directory = new();
    private readonly HealthStore _store;

    public HealthStoreTests()
    {
        HealthSchema.Migrate(Options);
        _store = new HealthStore(Options);
    }

    public void Dispose()
    {
        _store.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Write_Batch_IsReadBackAndTellsItsHistoryInViews()
    {
        var failed = Result(ProbeOutcome.Refused, "connection refused");
        _store.Write(
            new()
            {
                Probed = [B1],
                Results = [Result(ProbeOutcome.Ok, null) with { StatusCode = 200 }, failed],
                Transitions =
                [
                    new("id-1", Some.Instant, HealthStatus.Healthy, HealthStatus.Unhealthy, failed),
                ],
                Current =
                [
                    new()
                    {
                        BackendId = "id-1",
                        Status = HealthStatus.Unhealthy,
                        Since = Some.Instant,
                        LastProbe = failed,
                    },
                ],
            }
        );

        Assert.Equal(failed, _store.ReadCurrent()["id-1"].LastProbe);
        Assert.Equal(
            "2026-01-01T00:00:00.000Z|b1|default|refused||12.5|connection refused",
            Query("select * from health_history where outcome = 'refused'")
        );
        Assert.Equal("b1|unhealthy", Query("select backend, status from health_now"));
        Assert.Equal(
            "2026-01-01|b1|2|1|50.0",
            Query("select day, backend, checks, passed, uptime_percent from uptime")
        );
        Assert.Equal(
            "healthy|unhealthy|refused",
            Query("select from_status, to_status, outcome from health_transitions")
        );
    }

    [Fact]
    public void Follower_AfterAFlip_SeesTheVerdict()
    {
        using var follower = HealthReader.Follow(Options);
        Assert.True(follower.TryReadChange(out var empty));
        Assert.Equal(HealthStatus.Unknown, empty.StatusOf("id-1"));

        Flip(HealthStatus.Unknown, HealthStatus.Unhealthy);

        Assert.True(follower.TryReadChange(out var flipped));
        Assert.Equal(HealthStatus.Unhealthy, flipped.StatusOf("id-1"));
        Assert.False(follower.TryReadChange(out _));
    }

    [Fact]
    public void Write_BackendRemoved_KeepsItsHistoryAndForgetsItsHealth()
    {
        Flip(HealthStatus.Unknown, HealthStatus.Healthy);
        _store.Write(new() { Removed = ["id-1"], At = Some.Instant });

        Assert.Empty(_store.ReadCurrent());
        Assert.Equal("1", Query("select count(*) from health_transitions"));
    }

    [Fact]
    public void Write_FileMadeAnew_TellsItTheNamesAgain()
    {
        _store.Write(new() { Probed = [B1], Results = [Result(ProbeOutcome.Ok, null)] });
        File.Delete(Options.HealthFile);
        Assert.Throws<StoreUnavailableException>(() => _store.Write(new()));
        SqliteConnection.ClearAllPools();
        HealthSchema.Migrate(Options);

        _store.Write(new() { Results = [Result(ProbeOutcome.Ok, null)] });

        Assert.Equal("b1", Query("select backend from health_history"));
    }

    [Fact]
    public void Write_FileMadeAnew_IsAnswered()
    {
        Assert.True(
            _store.Write(new() { Probed = [B1], Results = [Result(ProbeOutcome.Ok, null)] })
        );
        Assert.True(_store.Write(new() { Results = [Result(ProbeOutcome.Ok, null)] }));
        File.Delete(Options.HealthFile);
        Assert.Throws<StoreUnavailableException>(() => _store.Write(new()));
        SqliteConnection.ClearAllPools();
        HealthSchema.Migrate(Options);

        Assert.False(_store.Write(new() { Results = [Result(ProbeOutcome.Ok, null)] }));
        Assert.True(_store.Write(new() { Results = [Result(ProbeOutcome.Ok, null)] }));
    }

    [Fact]
    public void Write_RemovedByAStoreThatWasNotToldItsName_KeepsTheName()
    {
        _store.Write(new() { Probed = [B1], Results = [Result(ProbeOutcome.Ok, null)] });
        using var restarted = new HealthStore(Options);
        Assert.Equal(B1, restarted.ReadProbed()["id-1"]);

        Assert.True(restarted.Write(new() { Removed = ["id-1"], At = Some.Instant }));

        Assert.Equal("b1", Query("select backend from health_history"));
        Assert.Empty(restarted.ReadProbed());
    }

    [Fact]
    public void ReadCurrent_NewerSchema_IsRefused()
    {
        Query(
            "insert into __EFMigrationsHistory values ('29990101000000_Future', '99') returning 1"
        );

        Assert.Throws<StoreSchemaException>(() => _store.ReadCurrent());
    }

    [Fact]
    public void Prune_OldRows_GoInChunksAndDaysStay()
    {
        _store.Write(
            new()
            {
                Probed = [B1],
                Results = [.. Enumerable.Repeat(Result(ProbeOutcome.Ok, null), 5)],
            }
        );
        var keep = new HealthRetention(
            TimeSpan.FromDays(7),
            TimeSpan.FromDays(30),
            TimeSpan.FromDays(365),
            MostRows: 1_000_000
        );

        Assert.Equal(0, _store.Prune(keep, Some.Instant.AddDays(6), 3));
        Assert.Equal(3, _store.Prune(keep, Some.Instant.AddDays(8), 3));
        Assert.Equal(2, _store.Prune(keep, Some.Instant.AddDays(8), 3));
        Assert.Equal(2, _store.Prune(keep, Some.Instant.AddDays(367), 3));
        Assert.Equal("5", Query("select checks from uptime"));
    }

    [Fact]
    public void Prune_MoreRowsThanAreKept_TheOldestGo()
    {
        _store.Write(
            new()
            {
                Probed = [B1],
                Results =
                [
                    .. Enumerable
                        .Range(0, 10)
                        .Select(static n =>
                            Result(ProbeOutcome.Ok, $"{n}") with
                            {
                                CheckedAt = Some.Instant.AddMinutes(n),
                            }
                        ),
                ],
            }
        );
        Flip(HealthStatus.Unknown, HealthStatus.Healthy);
        var forEver = TimeSpan.FromDays(365);
        var keep = new HealthRetention(forEver, forEver, forEver, MostRows: 4);

        while (_store.Prune(keep, Some.Instant.AddMinutes(10), 3) > 0) { }

        Assert.Equal("4|6", Query("select count(*), min(detail) from probes"));
        Assert.Equal("4", Query("select count(*) from probe_rollups where resolution = 60"));
        Assert.Equal("10", Query("select checks from uptime"));
    }

    [Theory]
    [InlineData("select * from health_history order by checked_at desc limit 20")]
    [InlineData(
        "select * from health_history where checked_at >= '2026-01-01' order by checked_at"
    )]
    public void History_ByTime_IsReadByItsIndex(string sql)
    {
        var plan = Plan(sql);

        Assert.Contains("USING INDEX IX_probes_checked_at_text", plan);
        Assert.DoesNotContain("TEMP B-TREE", plan);
    }

    [Fact]
    public void History_Times_AreToTheMillisecond()
    {
        _store.Write(
            new()
            {
                Probed = [B1],
                Results =
                [
                    Result(ProbeOutcome.Ok, null) with
                    {
                        CheckedAt = Some.Instant.AddMilliseconds(86_399_009),
                    },
                ],
            }
        );

        Assert.Equal("2026-01-01T23:59:59.009Z", Query("select checked_at from health_history"));
    }

    private string Plan(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Options.HealthFile}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"explain query plan {sql}";
        using var row = command.ExecuteReader();
        var steps = new List<string>();
        while (row.Read())
        {
            steps.Add(row.GetString(3));
        }

        return string.Join('\n', steps);
    }

    private StoreOptions Options => new() { Directory = _directory.Path };

    private void Flip(HealthStatus from, HealthStatus to)
    {
        var result = Result(
            to == HealthStatus.Healthy ? ProbeOutcome.Ok : ProbeOutcome.Timeout,
            null
        );
        _store.Write(
            new()
            {
                Probed = [B1],
                Transitions = [new("id-1", Some.Instant, from, to, result)],
                Current =
                [
                    new()
                    {
                        BackendId = "id-1",
                        Status = to,
                        Since = Some.Instant,
                        LastProbe = result,
                    },
                ],
            }
        );
    }

    private static ProbeResult Result(ProbeOutcome outcome, string? detail) =>
        new("id-1", Some.Instant, outcome, TimeSpan.FromMilliseconds(12.5), Detail: detail);

    private string Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Options.HealthFile}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var row = command.ExecuteReader();
        row.Read();
        return string.Join(
            '|',
            Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? "" : row.GetString(i))
        );
    }
}
