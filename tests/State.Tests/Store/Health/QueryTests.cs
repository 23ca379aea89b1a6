using System.Diagnostics;
using System.Text.RegularExpressions;
using LbPlatform.State.Health;
using LbPlatform.State.Store;
using LbPlatform.State.Store.Health;

namespace LbPlatform.State.Tests.Store.Health;

/// <summary>The files in db/queries, each run by the sqlite3 shell as db/README.md says.</summary>
public sealed class QueryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly DateTimeOffset _start = Today();
    private readonly HealthStore _store;

    public QueryTests()
    {
        var options = new StoreOptions { Directory = _directory.Path };
        HealthSchema.Migrate(options);
        _store = new HealthStore(options);
        Fill();
    }

    public void Dispose()
    {
        _store.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task HealthNow_TellsTheSickFirst() =>
        Assert.Equal(
            [
                "backend pool status since checked_at outcome status_code latency_ms detail",
                $"b2 default unhealthy {At(5)} {At(9)} status 500 9.0 got 500, expected 200-399",
                $"b1 default healthy {At(8)} {At(8)} ok 200 8.0",
                $"b3 other healthy {At(1)} {At(9)} refused 9.0 connection refused",
            ],
            await RunAsync("health-now.sql")
        );

    [Fact]
    public async Task FailingNow_TellsDecidedAndUndecided() =>
        Assert.Equal(
            [
                "backend pool status in_a_row outcome status_code detail checked_at",
                $"b2 default unhealthy 0 status 500 got 500, expected 200-399 {At(9)}",
                $"b3 other healthy 1 refused connection refused {At(9)}",
            ],
            await RunAsync("failing-now.sql")
        );

    [Fact]
    public async Task LastTransitions_TellsTheNewestFirst()
    {
        var lines = await RunAsync("last-transitions.sql");

        Assert.Equal("at backend pool from_status to_status outcome status_code detail", lines[0]);
        Assert.Equal($"{At(8)} b1 default unhealthy healthy ok 200", lines[1]);
        Assert.Equal(
            $"{At(5)} b2 default healthy unhealthy status 500 got 500, expected 200-399",
            lines[2]
        );
        Assert.Equal(7, lines.Count);
    }

    [Fact]
    public async Task Outages_TellsWhoWhenHowLongAndWhy()
    {
        var lines = await RunAsync("outages.sql");

        Assert.Equal("backend pool down_at ended_at ended_as down_for outcome detail", lines[0]);
        // It goes on.
        Assert.Matches(
            $@"^b2 default {At(5)} \d+:\d\d:\d\d status got 500, expected 200-399$",
            lines[1]
        );
        Assert.Equal(
            $"b1 default {At(3)} {At(8)} healthy 0:00:05 refused connection refused",
            lines[2]
        );
        Assert.Equal(3, lines.Count);
    }

    [Fact]
    public async Task UptimePerDay_CountsChecksAndFailures() =>
        Assert.Equal(
            [
                "day backend pool checks failed uptime_percent latency_mean_ms latency_max_ms",
                $"{_start:yyyy-MM-dd} b1 default 3 1 66.667 4.0 8.0",
                $"{_start:yyyy-MM-dd} b2 default 3 2 33.333 5.0 9.0",
                $"{_start:yyyy-MM-dd} b3 other 2 1 50.0 5.0 9.0",
            ],
            await RunAsync("uptime-per-day.sql")
        );

    [Fact]
    public async Task SlowestProbes_TellsTheSlowestFirst()
    {
        var lines = await RunAsync("slowest-probes.sql");

        Assert.Equal("checked_at backend pool latency_ms outcome status_code detail", lines[0]);
        Assert.StartsWith($"{At(9)} b", lines[1]);
        Assert.Equal($"{At(8)} b1 default 8.0 ok 200", lines[3]);
        Assert.Equal(9, lines.Count);
    }

    [Fact]
    public void EveryQuery_IsTestedHere() =>
        Assert.Equal(
            [
                "failing-now.sql",
                "health-now.sql",
                "last-transitions.sql",
                "outages.sql",
                "slowest-probes.sql",
                "traffic-errors-yesterday.sql",
                "uptime-per-day.sql",
            ],
            Directory
                .GetFiles(Repository.Path("db", "queries"))
                .Select(static file => Path.GetFileName(file))
                .Order(StringComparer.Ordinal)
        );

    /// <summary>b1 was down from second 3 to 8, b2 is down since 5, b3 has just begun to fail.</summary>
    private void Fill()
    {
        var b1 = new[] { Ok("b1", 1), Refused("b1", 3), Ok("b1", 8) };
        var b2 = new[] { Ok("b2", 1), Status("b2", 5), Status("b2", 9) };
        var b3 = new[] { Ok("b3", 1), Refused("b3", 9) };
        _store.Write(
            new()
            {
                Probed =
                [
                    new("b1", "b1", "default", "http://b1"),
                    new("b2", "b2", "default", "http://b2"),
                    new("b3", "b3", "other", "http://b3"),
                ],
                Results = [.. b1, .. b2, .. b3],
                Transitions =
                [
                    Flip(HealthStatus.Unknown, HealthStatus.Healthy, b1[0]),
                    Flip(HealthStatus.Unknown, HealthStatus.Healthy, b2[0]),
                    Flip(HealthStatus.Unknown, HealthStatus.Healthy, b3[0]),
                    Flip(HealthStatus.Healthy, HealthStatus.Unhealthy, b1[1]),
                    Flip(HealthStatus.Healthy, HealthStatus.Unhealthy, b2[1]),
                    Flip(HealthStatus.Unhealthy, HealthStatus.Healthy, b1[2]),
                ],
                Current =
                [
                    Health(HealthStatus.Healthy, b1[2], b1[2]),
                    Health(HealthStatus.Unhealthy, b2[1], b2[2]),
                    Health(HealthStatus.Healthy, b3[0], b3[1]) with
                    {
                        Contradictions = 1,
                    },
                ],
            }
        );
    }

    private async Task<List<string>> RunAsync(string query)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("sqlite3", [_directory.File("health.db")])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        await shell.StandardInput.WriteAsync(
            await File.ReadAllTextAsync(Repository.Path("db", "queries", query))
        );
        shell.StandardInput.Close();
        var output = await shell.StandardOutput.ReadToEndAsync();
        Assert.Equal("", await shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync();
        // Headings, a line of dashes, rows; the columns' widths are the shell's matter.
        return
        [
            .. output
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(static line => !line.StartsWith("--", StringComparison.Ordinal))
                .Select(static line => Regex.Replace(line, " +", " ").Trim()),
        ];
    }

    private string At(int second) => $"{_start.AddSeconds(second):yyyy-MM-ddTHH:mm:ss.fff}Z";

    private ProbeResult Ok(string id, int second) => Result(id, second, ProbeOutcome.Ok, 200, null);

    private ProbeResult Refused(string id, int second) =>
        Result(id, second, ProbeOutcome.Refused, null, "connection refused");

    private ProbeResult Status(string id, int second) =>
        Result(id, second, ProbeOutcome.Status, 500, "got 500, expected 200-399");

    private ProbeResult Result(
        string id,
        int second,
        ProbeOutcome outcome,
        int? status,
        string? detail
    ) =>
        new(
            id,
            _start.AddSeconds(second),
            outcome,
            TimeSpan.FromMilliseconds(second),
            status,
            detail
        );

    private static HealthTransition Flip(HealthStatus from, HealthStatus to, ProbeResult reason) =>
        new(reason.BackendId, reason.CheckedAt, from, to, reason);

    private static BackendHealth Health(
        HealthStatus status,
        ProbeResult decided,
        ProbeResult last
    ) =>
        new()
        {
            BackendId = last.BackendId,
            Status = status,
            Since = decided.CheckedAt,
            LastProbe = last,
        };

    /// <summary>A moment of the last hours, far enough from midnight that all is of one day.</summary>
    private static DateTimeOffset Today()
    {
        var now = TimeProvider.System.GetUtcNow();
        var minute = new DateTimeOffset(
            now.Year,
            now.Month,
            now.Day,
            now.Hour,
            now.Minute,
            0,
            TimeSpan.Zero
        );
        return minute.AddMinutes(-1);
    }
}
