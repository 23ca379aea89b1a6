namespace LbPlatform.DataPlane.Metrics;

/// <summary>What /metrics shows. Section <c>DataPlane:Metrics</c>.</summary>
public sealed class MetricsOptions
{
    /// <summary>Most backends that may be shown: each is some forty series.</summary>
    public const int MostBackends = 2000;

    /// <summary>
    /// Backends that are shown one by one; those of a pool beyond are summed as <c>(others)</c>. Default 500. Each costs some forty
    /// series here and in Prometheus.
    /// </summary>
    public int MaxBackends { get; set; } = 500;
}
