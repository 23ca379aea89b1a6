using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;

namespace LbPlatform.Hosting.Metrics;

/// <summary>What every process says of itself.</summary>
public static class ProcessMetrics
{
    /// <summary>Makes the instruments.</summary>
    /// <param name="meter">The process's meter.</param>
    /// <param name="process">Its kind, in lower case.</param>
    /// <param name="version">Its program's version.</param>
    /// <param name="startedAt">When it started.</param>
    /// <param name="revision">The revision that it acts on; 0 before the first.</param>
    public static void Add(
        Meter meter,
        string process,
        string version,
        DateTimeOffset startedAt,
        Func<long> revision
    )
    {
        ArgumentNullException.ThrowIfNull(meter);
        meter.CreateObservableGauge(
            "lb.build.info",
            () =>
                new Measurement<long>(
                    1,
                    new("process", process),
                    new("version", version),
                    new("runtime", RuntimeInformation.FrameworkDescription)
                ),
            null,
            "1; the labels say what runs."
        );
        meter.CreateObservableGauge(
            "lb.process.start.timestamp",
            startedAt.ToUnixTimeSeconds,
            "s",
            "When the process started, as a Unix time."
        );
        meter.CreateObservableGauge(
            "lb.config.revision",
            revision,
            null,
            "The configuration's revision that the process acts on; 0 before the first."
        );
        meter.CreateObservableGauge(
            "lb.process.memory",
            static () => Environment.WorkingSet,
            "By",
            "Memory of the process that is in RAM."
        );
        meter.CreateObservableCounter(
            "lb.process.cpu",
            static () => Environment.CpuUsage.TotalTime.TotalSeconds,
            "s",
            "Processor time that the process used."
        );
    }
}
