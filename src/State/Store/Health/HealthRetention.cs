namespace LbPlatform.State.Store.Health;

/// <summary>How long, and how much, of each kind of history is kept. Days and transitions are kept for ever.</summary>
/// <param name="Probes">Single probes.</param>
/// <param name="Minutes">Roll-ups by the minute.</param>
/// <param name="Hours">Roll-ups by the hour.</param>
/// <param name="MostRows">Rows of each of these at most, whatever their age: with many backends the oldest go earlier.</param>
public sealed record HealthRetention(
    TimeSpan Probes,
    TimeSpan Minutes,
    TimeSpan Hours,
    long MostRows
)
{
    /// <summary>
    /// The age up to which roll-ups of a resolution are kept where each of <paramref name="backends"/> makes one in
    /// every bucket; at least one bucket, so that what is being counted stays.
    /// </summary>
    public TimeSpan AgeOf(RollupResolution resolution, TimeSpan wanted, long backends)
    {
        var bucket = TimeSpan.FromSeconds((int)resolution);
        var buckets = Math.Max(1, MostRows / Math.Max(1, backends));
        return buckets < wanted / bucket ? buckets * bucket : wanted;
    }
}
