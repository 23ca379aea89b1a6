namespace LbPlatform.State.Store.Health;

/// <summary>Which part of a backend's history is asked for.</summary>
public sealed record HistoryQuery
{
    /// <summary>The earliest time, inclusive; <c>null</c> for no bound.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The latest time, exclusive; <c>null</c> for no bound.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only this outcome; <c>null</c> for any.</summary>
    public ProbeOutcome? Outcome { get; init; }

    /// <summary>Only what is older than this entry, which an earlier answer ended with.</summary>
    public (DateTimeOffset At, long Id)? Before { get; init; }

    /// <summary>How many entries at most; up to <see cref="HealthQueries.MostEntries"/>.</summary>
    public int Limit { get; init; } = 50;
}
