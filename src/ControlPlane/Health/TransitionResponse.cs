using LbPlatform.State.Health;

namespace LbPlatform.ControlPlane.Health;

/// <summary>A flip of a verdict.</summary>
/// <param name="At">When.</param>
/// <param name="From">The verdict before.</param>
/// <param name="To">The verdict after.</param>
/// <param name="Outcome">The outcome of the probe that decided it.</param>
/// <param name="LatencyMs">How long that probe took.</param>
/// <param name="StatusCode">The answer's status code, where there was an answer.</param>
/// <param name="Detail">What a person needs to know beyond the outcome.</param>
internal sealed record TransitionResponse(
    DateTimeOffset At,
    HealthStatus From,
    HealthStatus To,
    ProbeOutcome Outcome,
    double LatencyMs,
    int? StatusCode,
    string? Detail
)
{
    public static TransitionResponse Of(HealthTransition flip) =>
        new(
            flip.At,
            flip.From,
            flip.To,
            flip.Reason.Outcome,
            flip.Reason.Latency.TotalMilliseconds,
            flip.Reason.StatusCode,
            flip.Reason.Detail
        );
}
