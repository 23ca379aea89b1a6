using System.Diagnostics.Metrics;
using LbPlatform.Hosting.Metrics;

namespace LbPlatform.DataPlane.Metrics;

/// <summary>
/// The meter of this process. Instruments are named with dots and a unit (<c>lb.requests.rejected</c>, <c>s</c>, <c>By</c>);
/// <see cref="PrometheusText"/> makes Prometheus names of them.
/// </summary>
internal sealed class DataPlaneMeter(IMeterFactory factory)
{
    /// <summary>What it is called.</summary>
    public const string Name = "LbPlatform.DataPlane";

    /// <summary>Where instruments are made. The factory ends it.</summary>
    public Meter Meter { get; } = factory.Create(Name);
}
