using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using LbPlatform.State.Nodes;
using LbPlatform.State.Snapshots;
using Microsoft.Extensions.Logging.Abstractions;

namespace LbPlatform.State.Tests.Nodes;

public sealed class NodeReporterTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeControlPlane _controlPlane = new();
    private NodeReporter _reporter = null!;
    private long _revision = 1;

    public Task InitializeAsync()
    {
        _reporter = new NodeReporter(
            new HttpClient(_controlPlane) { BaseAddress = new("http://control.test/") },
            () =>
                new NodeReport
                {
                    Id = "dataplane-a",
                    Kind = NodeKind.DataPlane,
                    Version = "1",
                    StartedAt = Some.Instant,
                    Urls = ["http://*:8080"],
                    AppliedRevision = _revision,
                },
            _time,
            NullLogger<NodeReporter>.Instance
        );
        return _reporter.StartAsync(default);
    }

    public async Task DisposeAsync()
    {
        await _reporter.StopAsync(default);
        _reporter.Dispose();
    }

    [Fact]
    public async Task Wake_NewRevision_IsReportedAtOnce()
    {
        await ReportsAsync(1);
        _revision = 2;

        _reporter.Wake();

        await ReportsAsync(2);
    }

    [Fact]
    public async Task Heartbeat_WithoutNews_IsReported()
    {
        await ReportsAsync(1);
        var before = _controlPlane.Reports.Count;

        _time.Advance(NodeReporter.HeartbeatInterval);

        await Eventually.HoldsAsync(() => _controlPlane.Reports.Count > before, "a heartbeat");
    }

    [Fact]
    public async Task ControlPlaneGone_GoesOnAndReportsWhenItIsBack()
    {
        await ReportsAsync(1);
        _controlPlane.IsGone = true;
        _revision = 2;
        _reporter.Wake();
        await Eventually.HoldsAsync(() => _controlPlane.Refused > 0, "a report failed");

        _controlPlane.IsGone = false;
        _time.Advance(NodeReporter.HeartbeatInterval);

        await ReportsAsync(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FirstAttempt_ReportedOrRefused_Ends(bool isGone)
    {
        _controlPlane.IsGone = isGone;

        await _reporter.FirstAttempt.WaitAsync(Eventually.Patience);
    }

    [Fact]
    public async Task Stop_SaysThatNobodyShouldWait()
    {
        await ReportsAsync(1);

        await _reporter.StopAsync(default);

        Assert.True(_controlPlane.Reports.Last().IsStopping);
    }

    private Task ReportsAsync(long revision) =>
        Eventually.HoldsAsync(
            () => _controlPlane.Reports.Any(r => r.AppliedRevision == revision),
            $"revision {revision} is reported"
        );

    private sealed class FakeControlPlane : HttpMessageHandler
    {
        private int _refused;

        public ConcurrentQueue<NodeReport> Reports { get; } = new();

        public bool IsGone { get; set; }

        public int Refused => _refused;

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            if (IsGone)
            {
                Interlocked.Increment(ref _refused);
                throw new HttpRequestException("refused");
            }

            Assert.Equal("/nodes/dataplane-a", request.RequestUri?.AbsolutePath);
            Reports.Enqueue(
                (
                    await request.Content!.ReadFromJsonAsync<NodeReport>(
                        SnapshotJson.Options,
                        cancellationToken
                    )
                )!
            );
            return new HttpResponseMessage(HttpStatusCode.NoContent);
        }
    }
}
