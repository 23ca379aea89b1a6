using System.Diagnostics.Metrics;
using LbPlatform.Hosting.Metrics;
using LbPlatform.State.Traffic;

namespace LbPlatform.Hosting.Tests.Metrics;

public sealed class PrometheusTextTests : IDisposable
{
    private readonly Meter _meter = new("test");
    private readonly List<HistogramSeries> _series = [];
    private readonly PrometheusText _text;

    public PrometheusTextTests() =>
        _text = new(_meter, [new("lb.some.latency", "How long.", () => _series)]);

    public void Dispose()
    {
        _text.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Write_Histogram_HasBucketsThatHoldAllBelow()
    {
        var counts = new long[LatencyBuckets.Count];
        counts[LatencyBuckets.IndexOf(TimeSpan.FromMilliseconds(0.7).Ticks)] = 2;
        counts[LatencyBuckets.IndexOf(TimeSpan.FromMilliseconds(3).Ticks)] = 3;
        counts[LatencyBuckets.IndexOf(TimeSpan.FromMinutes(2).Ticks)] = 1;
        _series.Add(new([new("pool", "a\"b")], counts, TimeSpan.FromSeconds(120.5)));

        var text = _text.Write();

        Assert.StartsWith(
            """
            # HELP lb_some_latency_seconds How long.
            # TYPE lb_some_latency_seconds histogram
            lb_some_latency_seconds_bucket{pool="a\"b",le="0.0005"} 0
            lb_some_latency_seconds_bucket{pool="a\"b",le="0.001"} 2
            lb_some_latency_seconds_bucket{pool="a\"b",le="0.002"} 2
            lb_some_latency_seconds_bucket{pool="a\"b",le="0.005"} 5

            """,
            text,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            """
            lb_some_latency_seconds_bucket{pool="a\"b",le="50"} 5
            lb_some_latency_seconds_bucket{pool="a\"b",le="+Inf"} 6
            lb_some_latency_seconds_sum{pool="a\"b"} 120.5
            lb_some_latency_seconds_count{pool="a\"b"} 6

            """,
            text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Write_Instruments_AreNamedTypedAndEscaped()
    {
        var counter = _meter.CreateCounter<int>(
            "lb.requests.rejected",
            description: "Why \"not\"."
        );
        var active = _meter.CreateUpDownCounter<long>("lb.requests.active");
        var values = new List<Measurement<double>> { new(1.5, new("pool", "a"), new("x.y", "b")) };
        _meter.CreateObservableGauge("lb.some.size", () => values, "By", "Line\nbreak \\.");

        counter.Add(2, new KeyValuePair<string, object?>("reason", "no \"route\"\n\\"));
        counter.Add(3, new KeyValuePair<string, object?>("reason", "no \"route\"\n\\"));
        active.Add(5);
        active.Add(-2);
        var first = _text.Write();
        values[0] = new(2, new KeyValuePair<string, object?>("pool", "b"));

        Assert.Equal(
            """
            # HELP lb_requests_active 
            # TYPE lb_requests_active gauge
            lb_requests_active 3
            # HELP lb_requests_rejected_total Why "not".
            # TYPE lb_requests_rejected_total counter
            lb_requests_rejected_total{reason="no \"route\"\n\\"} 5
            # HELP lb_some_size_bytes Line\nbreak \\.
            # TYPE lb_some_size_bytes gauge
            lb_some_size_bytes{pool="a",x_y="b"} 1.5

            """,
            first
        );
        Assert.EndsWith(
            "lb_some_size_bytes{pool=\"b\"} 2\n",
            _text.Write(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Write_TooManySeries_AreLeftOut()
    {
        var counter = _meter.CreateCounter<int>("lb.many");

        for (var n = 0; n < PrometheusText.MostSeries + 10; n++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("n", n));
        }

        Assert.Equal(PrometheusText.MostSeries + 2, _text.Write().Count(static c => c == '\n'));
    }
}
