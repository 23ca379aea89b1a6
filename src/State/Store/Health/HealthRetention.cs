namespace LbPlatform.State.Store.Health;

/// <summary>How long each kind of history is kept. Days and transitions are kept for ever.</summary>
/// <param name="Probes">Single probes.</param>
/// <param name="Minutes">Roll-ups by the minute.</param>
/// <param name="Hours">Roll-ups by the hour.</param>
public sealed record HealthRetention(TimeSpan Probes, TimeSpan Minutes, TimeSpan Hours);
