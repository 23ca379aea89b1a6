using LbPlatform.State.Health;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Eligibility;

/// <summary>
/// How long a backend is left out. Short at first, since a restart takes a second; longer each time, since each return
/// costs a request its first attempt; never so long that traffic misses a recovery that the Poller has not seen.
/// </summary>
internal static class EjectionRules
{
    /// <summary>The first ejection's length; each following one is twice as long.</summary>
    public static readonly TimeSpan Base = TimeSpan.FromSeconds(2);

    /// <summary>The longest.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>After this time since the end of the last one the count begins anew.</summary>
    public static readonly TimeSpan QuietTime = TimeSpan.FromMinutes(1);

    /// <summary>Connections that break in a row, after the request was sent, that eject. One refusal is enough.</summary>
    public const int BreaksInARow = 3;

    // 2 s doubled this often is past the longest; more doublings would only overflow.
    private const int MostDoublings = 8;

    /// <summary>
    /// The ejection at <paramref name="now"/> of a backend that is gone, as far as can be told, and whose last one was
    /// <paramref name="last"/>.
    /// </summary>
    public static Ejection Next(
        Ejection? last,
        DateTimeOffset now,
        EjectionCause cause = EjectionCause.Unreachable
    )
    {
        var count =
            last is { Cause: not EjectionCause.Outlier } && now - last.Until <= QuietTime
                ? last.Count + 1
                : 1;
        var doubled = Base * (1 << Math.Min(count - 1, MostDoublings));
        return new(now, doubled < Longest ? doubled : Longest, count, cause);
    }

    /// <summary>
    /// The ejection at <paramref name="now"/> of an outlier: n times the base time, where n counts ejections and
    /// forgets one for each interval that it served well in between, as in Envoy.
    /// </summary>
    public static Ejection NextOutlier(
        Ejection? last,
        DateTimeOffset now,
        EjectionSettings settings
    )
    {
        var forgotten = last is null
            ? 0
            : (int)Math.Max(0, (now - last.Until) / OutlierRules.Interval);
        var count = last is { Cause: EjectionCause.Outlier }
            ? Math.Max(0, last.Count - forgotten) + 1
            : 1;
        var duration = settings.BaseTime * count;
        return new(
            now,
            duration < settings.LongestTime ? duration : settings.LongestTime,
            count,
            EjectionCause.Outlier
        );
    }

    /// <summary>
    /// Whether a verdict ends an ejection early: it turned good after the ejection began. One that was good before
    /// says nothing of what traffic met since.
    /// </summary>
    public static bool IsEndedBy(Ejection ejection, HealthStatus status, DateTimeOffset since) =>
        status == HealthStatus.Healthy && since > ejection.At;
}
