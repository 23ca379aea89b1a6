using System.Diagnostics;
using LbPlatform.PollerLoad;
using LbPlatform.State.Model;
using LbPlatform.State.Store;
using LbPlatform.Testing;
using Microsoft.Data.Sqlite;

// What probing costs: a Poller process over a store with many backends on a few loopback listeners.
// dotnet run -c Release --project tools/PollerLoad [backends 10000] [seconds 30] [interval 10s]
var backends = args.Length > 0 ? int.Parse(args[0]) : 10_000;
var seconds = args.Length > 1 ? int.Parse(args[1]) : 30;
if (!DurationText.TryParse(args.Length > 2 ? args[2] : "10s", out var interval))
{
    throw new FormatException($"'{args[2]}' is no duration such as 10s.");
}

using var directory = new TemporaryDirectory();
using var origins = new Origins(4);
var options = new StoreOptions { Directory = directory.Path };
await Store.FillAsync(options, origins, backends, interval);

var poller = Path.Combine(
    AppContext.BaseDirectory.Replace("PollerLoad", "Poller"),
    "LbPlatform.Poller.dll"
);
using var process = Process.Start(
    new ProcessStartInfo(
        "dotnet",
        [
            poller,
            "--Store:Directory",
            directory.Path,
            "--Logging:LogLevel:Default",
            "Warning",
            "--Poller:AdminUrl",
            $"http://127.0.0.1:{FreePort.Next()}",
        ]
    )
)!;
long first = 0;
var cpuBefore = TimeSpan.Zero;
for (var second = 1; second <= seconds; second++)
{
    await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
    process.Refresh();
    if (second == (int)Math.Ceiling(interval.TotalSeconds))
    {
        // The first round, in which every backend is due at once, is not the steady state.
        (first, cpuBefore) = (Query("select max(id) from probes"), process.TotalProcessorTime);
    }
}

var measured = seconds - Math.Ceiling(interval.TotalSeconds);
var cpu = process.TotalProcessorTime - cpuBefore;
var rows = Query("select max(id) from probes") - first;
var memory = process.WorkingSet64 / 1048576;
Console.WriteLine(
    $"backends {backends}, interval {interval.TotalSeconds} s, measured {measured} s after the first round"
);
Console.WriteLine(
    $"probes {rows / measured:f0}/s, not ok {Query("select count(*) from probes where outcome <> 'ok'")}"
);
Console.WriteLine(
    $"cpu {100 * cpu.TotalSeconds / measured:f1} % of one core, {cpu.TotalMicroseconds / rows:f0} us a probe, memory {memory} MiB"
);
Console.WriteLine(
    $"first round {Query($"select max(f) - min(f) from (select min(checked_at) f from probes group by backend_key)")} ms"
);
Console.WriteLine(
    $"gap between two probes of a backend (ms): longest {Gap("max(gap)")}, shortest {Gap("min(gap)")}, backends probed {Query("select count(distinct backend_key) from probes")}"
);
Console.WriteLine(
    $"probes in a second: most {Query($"select max(n) from (select count(*) n from probes where id > {first} group by checked_at / 1000)")}"
);
Console.WriteLine(
    $"latency us: mean {Query("select avg(latency_us) from probes")}, max {Query($"select max(latency_us) from probes where id > {first}")}"
);
Console.WriteLine(
    $"health.db {new FileInfo(options.HealthFile).Length / 1048576} MiB for {Query("select count(*) from probes")} probes"
);
process.Kill();
await process.WaitForExitAsync();

long Gap(string what) =>
    Query(
        $"select {what} from (select checked_at - lag(checked_at) over (partition by backend_key order by id) gap, row_number() over (partition by backend_key order by id) n from probes) where n > 2"
    );

long Query(string sql)
{
    using var connection = new SqliteConnection($"Data Source={options.HealthFile};Pooling=False");
    connection.Open();
    using var command = connection.CreateCommand();
    command.CommandText = sql;
    return Convert.ToInt64(command.ExecuteScalar() is { } value and not DBNull ? value : 0L);
}
