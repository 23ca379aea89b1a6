using System.Net;
using System.Text.Json;
using LbPlatform.DataPlane.Admin;
using LbPlatform.DataPlane.Eligibility;
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
        await AskAsync(plane, 3);
        await reporter.StartAsync(default);
        await Eventually.HoldsAsync(() => time.Timers > 0, "it waits");

        controlPlane.Status = HttpStatusCode.ServiceUnavailable;
        time.Advance(NodeTraffic.Interval);
        await Eventually.HoldsAsync(() => plane.Log.Count(4180) == 1, "it is not taken");
        controlPlane.Status = HttpStatusCode.NoContent;
        await AskAsync(plane, 2);
        time.Advance(NodeTraffic.Interval);
        await Eventually.HoldsAsync(() => plane.Log.Count(4181) == 1, "it is taken");
        await AskAsync(plane, 1);
        await reporter.StopAsync(default);

        Assert.Equal([3, 5, 6], controlPlane.Requests);
        Assert.StartsWith("/nodes/dataplane-", controlPlane.Path, StringComparison.Ordinal);
        Assert.EndsWith("/traffic", controlPlane.Path, StringComparison.Ordinal);
    }

    /// <summary>Asks, and waits until it is counted, which is a moment after the client has its answer.</summary>
    private static async Task AskAsync(RunningDataPlane plane, int requests)
    {
        var before = Counted();
        await plane.GetAsync(requests);
        await Eventually.HoldsAsync(() => Counted() == before + requests, "all are counted");

        long Counted() =>
            plane
                .Service<EligibilityTable>()
                .Pools.SelectMany(static pool => pool.Eligible.All)
                .Sum(static backend => backend.Counters.Read().Requests);
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
