using System.Diagnostics;

namespace LbPlatform.Poller.Tests.Metrics;

public sealed class PollerMetricsTests
{
    [Fact]
    public async Task Metrics_Probes_AreThereAsPrometheusWantsThem()
    {
        await using var poller = await (await new PollerFixture().MakeStoreAsync()).StartAsync();
        await poller.PutAsync(Some.Backend("b1", url: $"http://127.0.0.1:{FreePort.Next()}"));
        await poller.SeesAsync("select status from health_now", "unhealthy");
        using var client = new HttpClient();

        var text = await client.GetStringAsync(new Uri($"{poller.AdminUrl}/metrics"));

        Assert.Matches(
            @"\nlb_health_checks_total\{pool=""default"",backend=""b1"",outcome=""refused""\} [1-9]",
            text
        );
        Assert.Contains(
            "\nlb_health_verdict{pool=\"default\",backend=\"b1\",verdict=\"unhealthy\"} 1\n",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\nlb_health_transitions_total{pool=\"default\",backend=\"b1\",to=\"unhealthy\"} 1\n",
            text,
            StringComparison.Ordinal
        );
        Assert.Matches(@"\nlb_health_check_duration_seconds_count\{[^}]+\} [1-9]", text);
        Assert.Matches(@"\nlb_health_last_check_timestamp_seconds\{[^}]+\} 1[0-9.]{9,}", text);
        Assert.Contains("{process=\"poller\",", text, StringComparison.Ordinal);
        using var tool = Process.Start(
            new ProcessStartInfo("promtool", ["check", "metrics"])
            {
                RedirectStandardInput = true,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        await tool.StandardInput.WriteAsync(text);
        tool.StandardInput.Close();
        Assert.Equal(
            "",
            await tool.StandardOutput.ReadToEndAsync() + await tool.StandardError.ReadToEndAsync()
        );
        await tool.WaitForExitAsync();
    }
}
