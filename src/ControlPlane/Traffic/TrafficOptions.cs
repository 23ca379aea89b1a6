using LbPlatform.State.Store.Traffic;

namespace LbPlatform.ControlPlane.Traffic;

/// <summary>How long the traffic of the past is kept. Section <c>ControlPlane:Traffic</c>.</summary>
internal sealed class TrafficOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "ControlPlane:Traffic";

    /// <summary>Shortest time that anything may be kept.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromHours(1);

    /// <summary>Longest time that anything may be kept: ten years.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>Fewest rows that may be kept.</summary>
    public const long FewestRows = 1_000;

    /// <summary>Roll-ups by the minute. Default 7 days; some 200 bytes for each minute in which a backend had traffic.</summary>
    public TimeSpan Minutes { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Roll-ups by the hour. Default 365 days.</summary>
    public TimeSpan Hours { get; set; } = TimeSpan.FromDays(365);

    /// <summary>Rows of each of these at most, whatever their age. Default 5,000,000, about 1 GB each.</summary>
    public long MostRows { get; set; } = 5_000_000;

    /// <summary>As the store takes it.</summary>
    public TrafficRetention ToRetention() => new(Minutes, Hours, MostRows);
}
