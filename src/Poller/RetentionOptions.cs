using LbPlatform.State.Store.Health;

namespace LbPlatform.Poller;

/// <summary>How long each kind of history is kept; days and transitions are kept for ever.</summary>
internal sealed class RetentionOptions
{
    /// <summary>Shortest time that anything may be kept.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>Longest time that anything may be kept: ten years.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>Fewest rows that may be kept.</summary>
    public const long FewestRows = 1_000;

    /// <summary>Single probes. Default 7 days; 84 bytes each, 0.7 MB a day for a backend probed every 10 s.</summary>
    public TimeSpan Probes { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Roll-ups by the minute. Default 30 days.</summary>
    public TimeSpan Minutes { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Roll-ups by the hour. Default 365 days.</summary>
    public TimeSpan Hours { get; set; } = TimeSpan.FromDays(365);

    /// <summary>
    /// Rows of each of these at most, whatever their age. Default 20,000,000, about 1.7 GB of probes: 5 hours of ten
    /// thousand backends at the default interval; a hundred backends never reach it.
    /// </summary>
    public long MostRows { get; set; } = 20_000_000;

    /// <summary>As the store takes it.</summary>
    public HealthRetention ToRetention() => new(Probes, Minutes, Hours, MostRows);
}
