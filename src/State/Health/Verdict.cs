namespace LbPlatform.State.Health;

/// <summary>A verdict as those read it who must act on it.</summary>
/// <param name="Status">Healthy or not.</param>
/// <param name="Since">When it was reached, UTC.</param>
/// <param name="Reason">The outcome that decided it.</param>
/// <param name="Detail">What a person needs to know beyond the outcome.</param>
public sealed record Verdict(
    HealthStatus Status,
    DateTimeOffset Since,
    ProbeOutcome Reason,
    string? Detail
);
