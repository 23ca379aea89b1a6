namespace LbPlatform.State.Store.Traffic;

/// <summary>How long, and how much, is kept.</summary>
/// <param name="Minutes">Roll-ups by the minute.</param>
/// <param name="Hours">Roll-ups by the hour.</param>
/// <param name="MostRows">Rows of each of the two at most, whatever their age: with many backends the oldest go earlier.</param>
public sealed record TrafficRetention(TimeSpan Minutes, TimeSpan Hours, long MostRows)
{
    /// <summary>How long a data plane that does not report is remembered.</summary>
    public static readonly TimeSpan Baselines = TimeSpan.FromDays(7);
}
