using LbPlatform.DataPlane.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LbPlatform.DataPlane.Tests.Metrics;

/// <summary>What /metrics says, and that Prometheus takes it.</summary>
public sealed class DataPlaneMetricsTests
{
    [Fact]
    public async Task Metrics_Traffic_IsThereByBackendAndPool()
    {
        await using var good = new Origin(name: "good");
        await using var bad = new Origin(name: "bad");
        bad.Kill();
        await using var plane = await RunningDataPlane.StartAsync(good, bad);

        var bodies = await plane.GetAsync(8);
        using var missing = await plane.Client.GetAsync(new Uri(plane.Url, "/"));
        var text = await MetricsAsync(plane);

        Assert.All(bodies, static body => Assert.Equal("good", body));
        Has(text, "lb_backend_requests_total{pool=\"default\",backend=\"good\",code=\"2xx\"} 9");
        Has(text, "lb_backend_requests_total{pool=\"default\",backend=\"bad\",code=\"2xx\"} 0");
        Has(text, "lb_backend_errors_total{pool=\"default\",backend=\"bad\",reason=\"refused\"} 1");
        Has(text, "lb_backend_retries_total{pool=\"default\",backend=\"bad\"} 1");
        Has(
            text,
            "lb_backend_ejections_total{pool=\"default\",backend=\"bad\",cause=\"unreachable\"} 1"
        );
        Has(text, "lb_backend_ejected{pool=\"default\",backend=\"bad\"} 1");
        Has(text, "lb_backend_eligible{pool=\"default\",backend=\"good\"} 1");
        Has(text, "lb_backend_eligible{pool=\"default\",backend=\"bad\"} 0");
        Has(text, "lb_backend_verdict{pool=\"default\",backend=\"good\",verdict=\"unknown\"} 1");
        Has(text, "lb_backend_requests_in_flight{pool=\"default\",backend=\"good\"} 0");
        Has(text, "lb_backend_latency_seconds_count{pool=\"default\",backend=\"good\"} 9");
        Has(text, "lb_pool_requests_total{pool=\"default\",code=\"2xx\"} 9");
        Has(text, "lb_pool_errors_total{pool=\"default\",reason=\"connect_failed\"} 0");
        Has(text, "lb_pool_request_duration_seconds_count{pool=\"default\"} 9");
        Has(text, "lb_pool_backends{pool=\"default\",state=\"eligible\"} 1");
        Has(text, "lb_pool_backends{pool=\"default\",state=\"ejected\"} 1");
        Has(text, $"lb_config_revision {plane.Applied.Revision.Value}");
        Has(text, $"lb_listener_connections{{listener=\"http://127.0.0.1:{plane.Port}\"}} 1");
        Assert.Contains(
            "\nlb_build_info{process=\"dataplane\",version=",
            text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Metrics_MoreBackendsThanShown_AreSummed()
    {
        await using var a = new Origin(name: "a");
        await using var b = new Origin(name: "b");
        await using var c = new Origin(name: "c");
        await using var plane = await RunningDataPlane.StartAsync(
            ["--DataPlane:Metrics:MaxBackends", "1"],
            a,
            b,
            c
        );

        await plane.GetAsync(6);
        var text = await MetricsAsync(plane);

        Has(text, "lb_backend_requests_total{pool=\"default\",backend=\"a\",code=\"2xx\"} 2");
        Has(
            text,
            "lb_backend_requests_total{pool=\"default\",backend=\"(others)\",code=\"2xx\"} 4"
        );
        Has(text, "lb_backend_eligible{pool=\"default\",backend=\"(others)\"} 2");
        Assert.DoesNotContain("backend=\"b\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_PoolWithoutAnybody_CountsWhatItRefused()
    {
        await using var plane = await RunningDataPlane.StartAsync();

        using var answer = await plane.Client.GetAsync(plane.Url);
        var text = await MetricsAsync(plane);

        Has(text, "lb_pool_requests_total{pool=\"default\",code=\"5xx\"} 1");
        Has(text, "lb_pool_errors_total{pool=\"default\",reason=\"no_backend_configured\"} 1");
        Has(text, "lb_requests_refused_total{reason=\"no_backend_configured\"} 1");
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

    private static void Has(string text, string line) =>
        Assert.Contains($"\n{line}\n", text, StringComparison.Ordinal);

    /// <summary>The text, once Prometheus's own tool has found nothing wrong with it.</summary>
    private static async Task<string> MetricsAsync(RunningDataPlane plane)
    {
        var (status, text) = await plane.AdminAsync("/metrics");
        Assert.Equal(200, status);
        var file = Path.Combine(plane.Directory.Path, "metrics");
        await File.WriteAllTextAsync(file, text);
        Assert.Equal("", await Tool.RunAsync("sh", "-c", $"promtool check metrics < {file}"));
        return text;
    }
}
