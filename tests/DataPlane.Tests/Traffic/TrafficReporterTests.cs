using System.Net;
using System.Text.Json;
using LbPlatform.DataPlane.Admin;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.DataPlane.Traffic;
using LbPlatform.State.Snapshots;
using LbPlatform.State.Traffic;
using Microsoft.Extensions.Logging;

namespace LbPlatform.DataPlane.Tests.Traffic;

public sealed class TrafficReporterTests
{
    [Fact]
    public async Task Reporter_ControlPlaneGoneAndBack_IsToldHowFarTheCountersAre()
    {
        await using var good = new Origin(name: "good");
        await using var plane = await RunningDataPlane.StartAsync(good);
        var time = new ManualTimeProvider();
        using var controlPlane = new RecordedControlPlane();
        using var reporter = new TrafficReporter(
            new HttpClient(controlPlane) { BaseAddress = new("http://control.test/") },
            plane.Service<TrafficReports>(),
            plane.Service<NodeIdentity>(),
            time,
            plane.Service<ILogger<TrafficReporter>>()
        );
        await plane.GetAsync(3);
        await reporter.StartAsync(default);
        await Eventually.HoldsAsync(() => time.Timers > 0, "it waits");

        controlPlane.Status = HttpStatusCode.ServiceUnavailable;
        time.Advance(NodeTraffic.Interval);
        await Eventually.HoldsAsync(() => plane.Log.Count(4180) == 1, "it is not taken");
        controlPlane.Status = HttpStatusCode.NoContent;
        await plane.GetAsync(2);
        time.Advance(NodeTraffic.Interval);
        await Eventually.HoldsAsync(() => plane.Log.Count(4181) == 1, "it is taken");
        await plane.GetAsync(1);
        await reporter.StopAsync(default);

        Assert.Equal([3, 5, 6], controlPlane.Requests);
        Assert.StartsWith("/nodes/dataplane-", controlPlane.Path, StringComparison.Ordinal);
        Assert.EndsWith("/traffic", controlPlane.Path, StringComparison.Ordinal);
    }

    private sealed class RecordedControlPlane : HttpMessageHandler
    {
        public HttpStatusCode Status { get; set; } = HttpStatusCode.NoContent;

        public List<long> Requests { get; } = [];

        public string Path { get; private set; } = "";

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var body = await request.Content!.ReadAsStringAsync(cancellationToken);
            var report = JsonSerializer.Deserialize<NodeTraffic>(body, SnapshotJson.Options)!;
            Requests.Add(report.Backends.Sum(static one => one.Counts.Requests));
            Path = request.RequestUri!.AbsolutePath;
            return new HttpResponseMessage(Status);
        }
    }
}
