using LbPlatform.State.Traffic;

namespace LbPlatform.DataPlane.Eligibility;

/// <summary>One time that a backend is left out because of what traffic met on it.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Duration">For how long.</param>
/// <param name="Count">The how manieth without a quiet time in between, from 1.</param>
/// <param name="Cause">Why.</param>
internal sealed record Ejection(
    DateTimeOffset At,
    TimeSpan Duration,
    int Count,
    EjectionCause Cause = EjectionCause.Unreachable
)
{
    /// <summary>What traffic met, in words.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When it ends by itself, UTC.</summary>
    public DateTimeOffset Until => At + Duration;

    /// <summary>As others are told of it.</summary>
    public BackendEjection AsEvidence() =>
        new(
            Reason.Length <= BackendEjection.LongestReason
                ? Reason
                : Reason[..BackendEjection.LongestReason],
            At,
            Until,
            Count
        );
}
