namespace LbPlatform.State.Health;

/// <summary>A flip of a verdict, with the result that decided it.</summary>
/// <param name="BackendId">The backend.</param>
/// <param name="At">When, UTC.</param>
/// <param name="From">The verdict before.</param>
/// <param name="To">The verdict after.</param>
/// <param name="Reason">The deciding probe's result.</param>
public sealed record HealthTransition(
    string BackendId,
    DateTimeOffset At,
    HealthStatus From,
    HealthStatus To,
    ProbeResult Reason
);
