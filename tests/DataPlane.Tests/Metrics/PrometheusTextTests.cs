using System.Diagnostics.Metrics;
using LbPlatform.DataPlane.Metrics;
using LbPlatform.DataPlane.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LbPlatform.DataPlane.Tests.Metrics;

public sealed class PrometheusTextTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddMetrics()
        .AddSingleton<DataPlaneMeter>()
        .AddSingleton<PrometheusText>()
        .BuildServiceProvider();

    private Meter Meter => _services.GetRequiredService<DataPlaneMeter>().Meter;

    private PrometheusText Text => _services.GetRequiredService<PrometheusText>();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Write_Instruments_AreNamedTypedAndEscaped()
    {
        _ = Text;
        var counter = Meter.CreateCounter<int>("lb.requests.rejected", description: "Why \"not\".");
        var active = Meter.CreateUpDownCounter<long>("lb.requests.active");
        var values = new List<Measurement<double>> { new(1.5, new("pool", "a"), new("x.y", "b")) };
        Meter.CreateObservableGauge("lb.some.size", () => values, "By", "Line\nbreak \\.");

        counter.Add(2, new KeyValuePair<string, object?>("reason", "no \"route\"\n\\"));
        counter.Add(3, new KeyValuePair<string, object?>("reason", "no \"route\"\n\\"));
        active.Add(5);
        active.Add(-2);
        var first = Text.Write();
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
            Text.Write(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Write_TooManySeries_AreLeftOut()
    {
        _ = Text;
        var counter = Meter.CreateCounter<int>("lb.many");

        for (var n = 0; n < PrometheusText.MostSeries + 10; n++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("n", n));
        }

        Assert.Equal(PrometheusText.MostSeries + 2, Text.Write().Count(static c => c == '\n'));
    }

    [Fact]
    public async Task Metrics_Certificates_AreThereAsPrometheusWantsThem()
    {
        using var files = new TestCertificates();
        var certificate = files.Server("a.test", "*.b.test");
        files.WritePem("f/site", certificate);
        var port = FreePort.Next();
        await using var origin = new Origin();
        await using var plane = await RunningDataPlane.StartAsync(
            [
                "--DataPlane:Listeners:0:Url",
                $"https://127.0.0.1:{port}",
                "--DataPlane:Listeners:0:Tls:Folder",
                files.File("f"),
            ],
            origin
        );

        var (status, text) = await plane.AdminAsync("/metrics");

        Assert.Equal(200, status);
        Assert.Contains(
            $"lb_certificate_expiry_timestamp_seconds{{listener=\"https://127.0.0.1:{port}\",name=\"site\",sni=\"a.test\"}} {new DateTimeOffset(certificate.NotAfter).ToUnixTimeSeconds()}\n",
            text,
            StringComparison.Ordinal
        );
        await File.WriteAllTextAsync(files.File("metrics"), text);
        Assert.Equal(
            "",
            await Tool.RunAsync("sh", "-c", $"promtool check metrics < {files.File("metrics")}")
        );
        var report = plane
            .Services.GetRequiredService<LbPlatform.DataPlane.Admin.NodeIdentity>()
            .Report();
        var shown = Assert.Single(report.Certificates);
        Assert.Equal(["a.test", "*.b.test"], shown.Names);
        Assert.Equal(("site", files.File("f/site.crt")), (shown.Name, shown.File));
        Assert.Contains($"https://127.0.0.1:{port}", report.Urls);
    }
}
