using System.Diagnostics;

namespace LbPlatform.ControlPlane.Tests.Metrics;

public sealed class ControlPlaneMetricsTests : ApiTests
{
    [Fact]
    public async Task Metrics_StoreAndNodes_AreThereAsPrometheusWantsThem()
    {
        await Api.AddAsync("one");
        await Api.ReportAsync("dp", 2);

        var text = (await Api.GetAsync("/metrics")).Text;

        Assert.Contains("\nlb_config_revision 2\n", text, StringComparison.Ordinal);
        Assert.Contains(
            "\nlb_config_resources{kind=\"backend\"} 1\n",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\nlb_nodes{kind=\"dataplane\",live=\"true\"} 1\n",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("\nlb_db_size_bytes{db=\"traffic.db\"} ", text, StringComparison.Ordinal);
        Assert.Contains("{process=\"controlplane\",", text, StringComparison.Ordinal);
        var file = Path.Combine(Directory, "metrics");
        await File.WriteAllTextAsync(file, text);
        using var tool = Process.Start(
            new ProcessStartInfo("sh", ["-c", $"promtool check metrics < {file}"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        Assert.Equal(
            "",
            await tool.StandardOutput.ReadToEndAsync() + await tool.StandardError.ReadToEndAsync()
        );
        await tool.WaitForExitAsync();
        Assert.Equal(0, tool.ExitCode);
    }
}
