using System.Globalization;
using System.Text;
using LbPlatform.State.Traffic;

namespace LbPlatform.Hosting.Metrics;

/// <summary>A histogram in the text that Prometheus reads: buckets that hold all below them, sum and count. Pure.</summary>
internal static class HistogramText
{
    public static void Write(StringBuilder text, ObservedHistogram histogram)
    {
        var name = MetricFamily.NameOf(histogram.Name, "s", isSum: false);
        var isFirst = true;
        foreach (var series in histogram.Read())
        {
            if (isFirst)
            {
                var help = MetricFamily.EscapeHelp(histogram.Description);
                text.Append($"# HELP {name} {help}\n# TYPE {name} histogram\n");
                isFirst = false;
            }

            Write(text, name, series);
        }
    }

    private static void Write(StringBuilder text, string name, HistogramSeries series)
    {
        var labels = MetricFamily.LabelsOf(series.Labels);
        var inner = labels.Length == 0 ? "" : $"{labels[1..^1]},";
        var below = 0L;
        var next = 0;
        foreach (var bucket in LatencyBuckets.Shown)
        {
            while (next <= bucket)
            {
                below += next < series.Counts.Count ? series.Counts[next] : 0;
                next++;
            }

            var bound = TimeSpan.FromTicks(LatencyBuckets.Bounds[bucket]).TotalSeconds;
            text.Append($"{name}_bucket{{{inner}le=\"{Number(bound)}\"}} {Number(below)}\n");
        }

        var all = series.Counts.Sum();
        text.Append($"{name}_bucket{{{inner}le=\"+Inf\"}} {Number(all)}\n");
        text.Append($"{name}_sum{labels} {Number(series.Sum.TotalSeconds)}\n");
        text.Append($"{name}_count{labels} {Number(all)}\n");
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
