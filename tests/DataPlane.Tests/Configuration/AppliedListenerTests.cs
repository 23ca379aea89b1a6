using System.Collections.Concurrent;
using System.Text.Json;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Nodes;
using LbPlatform.State.Snapshots;

namespace LbPlatform.DataPlane.Tests.Configuration;

public sealed class AppliedListenerTests
{
    [Fact]
    public async Task Reports_ReachControlPlane_AtEachChangeAndAtTheEnd()
    {
        var reports = new ConcurrentQueue<NodeReport>();
        await using var controlPlane = new Origin(async exchange =>
        {
            var body = await exchange.ReadBodyAsync();
            reports.Enqueue(JsonSerializer.Deserialize<NodeReport>(body, SnapshotJson.Options)!);
            await exchange.Wire.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        });
        var plane = await RunningDataPlane.StartAsync([
            "--DataPlane:ControlPlaneUrl",
            controlPlane.Url,
        ]);
        await using var _ = plane;

        await plane.EditAsync(d => RunningDataPlane.Add(d, "b", "http://localhost:1"));
        await Eventually.HoldsAsync(
            () => reports.Any(static r => r.AppliedRevision == 2),
            "the revision is reported"
        );
        var report = reports.Last(static r => r.AppliedRevision == 2);
        await plane.StopProcessAsync();

        Assert.Matches($"^dataplane-.+-{Environment.ProcessId}$", report.Id);
        Assert.Equal(NodeKind.DataPlane, report.Kind);
        Assert.Equal(
            [$"http://127.0.0.1:{plane.Port}", $"http://127.0.0.1:{plane.AdminPort}"],
            report.Urls
        );
        Assert.NotEmpty(report.StoreId);
        Assert.False(report.IsStopping);
        Assert.True(reports.Last().IsStopping);
        Assert.StartsWith(
            $"PUT /nodes/{report.Id} ",
            controlPlane.Heads.First(),
            StringComparison.Ordinal
        );
    }
}
