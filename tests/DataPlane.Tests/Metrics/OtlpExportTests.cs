using System.Collections.Concurrent;
using LbPlatform.DataPlane.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LbPlatform.DataPlane.Tests.Metrics;

/// <summary>Metrics over OTLP, read by a collector that knows as much of it as the test asks.</summary>
public sealed class OtlpExportTests
{
    [Fact]
    public async Task Export_Endpoint_GetsCountersAndHistogramsByBackend()
    {
        await using var collector = await Collector.StartAsync();
        await using var good = new Origin(name: "sent");
        await using var plane = await RunningDataPlane.StartAsync(
            ["--DataPlane:Otlp:Endpoint", collector.Url, "--DataPlane:Otlp:Interval", "1s"],
            good
        );
        await plane.GetAsync(7);

        await Eventually.HoldsAsync(
            () =>
                collector.Last("lb.backend.requests", "sent", "2xx") == 7
                && collector.Last("lb.backend.latency", "sent") == 7
                && collector.Last("lb.pool.request.duration", "default") == 7
                && collector.Last("lb.config.revision") == plane.Applied.Revision.Value,
            "the collector has them"
        );

        Assert.Equal("application/x-protobuf", collector.ContentType);
    }

    [Fact]
    public async Task Export_WrongEndpoint_RefusesToStart()
    {
        var failure =
            await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() =>
                RunningDataPlane.StartAsync(["--DataPlane:Otlp:Endpoint", "collector:4318"])
            );

        Assert.Contains(
            "DataPlane:Otlp:Endpoint is 'collector:4318'",
            failure.Message,
            StringComparison.Ordinal
        );
    }

    private sealed class Collector : IAsyncDisposable
    {
        private readonly ConcurrentQueue<OtlpPoint> _points = new();
        private WebApplication? _app;

        public string Url { get; } = $"http://127.0.0.1:{FreePort.Next()}";

        public string? ContentType { get; private set; }

        public static async Task<Collector> StartAsync()
        {
            var collector = new Collector();
            var app = WebApplication.CreateSlimBuilder().Build();
            app.Urls.Add(collector.Url);
            app.MapPost("/v1/metrics", collector.TakeAsync);
            await app.StartAsync();
            collector._app = app;
            return collector;
        }

        /// <summary>The last value of that series; -1 before there is one.</summary>
        public long Last(string name, params string[] labels) =>
            _points.LastOrDefault(point => point.Name == name && labels.All(point.Labels.Contains))
                is { } last
                ? last.Value
                : -1;

        public async ValueTask DisposeAsync()
        {
            await _app!.StopAsync();
            await _app.DisposeAsync();
        }

        private async Task<IResult> TakeAsync(HttpRequest request)
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            ContentType = request.ContentType;
            foreach (var point in OtlpPoint.Read(body.ToArray()))
            {
                _points.Enqueue(point);
            }

            return Results.Bytes([], "application/x-protobuf");
        }
    }
}
