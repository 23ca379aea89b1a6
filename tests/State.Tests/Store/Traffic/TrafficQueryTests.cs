using System.Diagnostics;
using System.Text.RegularExpressions;
using LbPlatform.State.Store;
using LbPlatform.State.Store.Traffic;

namespace LbPlatform.State.Tests.Store.Traffic;

/// <summary>The files in db/queries that ask traffic.db, each run by the sqlite3 shell as db/README.md says.</summary>
public sealed class TrafficQueryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task ErrorsYesterday_TellsTheWorstFirst()
    {
        var now = TimeProvider.System.GetUtcNow();
        var today = new DateTimeOffset(now.Date, TimeSpan.Zero);
        var store = new TrafficStore(new StoreOptions { Directory = _directory.Path });
        store.Prepare();
        store.Write(
            new()
            {
                Names = new Dictionary<string, (string, string)>
                {
                    ["1"] = ("b1", "default"),
                    ["2"] = ("b2", "default"),
                },
                Increments =
                [
                    new("1", today.AddHours(-2), new() { Answers = [0, 99, 0, 0, 1] }),
                    new("2", today.AddHours(-2), new() { Answers = [0, 90], Errors = [4, 1] }),
                    new("2", today.AddHours(-1), new() { Answers = [0, 5], Retries = 5 }),
                    new("1", today.AddHours(-25), new() { Errors = [1000] }),
                    new("1", today, new() { Errors = [1000] }),
                ],
                Baselines = [],
            }
        );

        Assert.Equal(
            [
                "backend pool errors requests error_percent answers_5xx failed retries ejections worst_p99_ms",
                "b2 default 5 100 5.0 0 5 5 0",
                "b1 default 1 100 1.0 1 0 0 0",
            ],
            await RunAsync("traffic-errors-yesterday.sql")
        );
    }

    private async Task<List<string>> RunAsync(string query)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("sqlite3", [_directory.File("traffic.db")])
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
        return
        [
            .. output
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(static line => !line.StartsWith("--", StringComparison.Ordinal))
                .Select(static line => Regex.Replace(line, " +", " ").Trim()),
        ];
    }
}
