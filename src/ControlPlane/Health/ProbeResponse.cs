using LbPlatform.State.Health;

namespace LbPlatform.ControlPlane.Health;

/// <summary>One probe.</summary>
/// <param name="CheckedAt">When it ended.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="LatencyMs">From the start of the connection to the end of the response head, or to the failure.</param>
/// <param name="StatusCode">The answer's status code, where there was an answer.</param>
/// <param name="Detail">What a person needs to know beyond the outcome.</param>
internal sealed record ProbeResponse(
    DateTimeOffset CheckedAt,
    ProbeOutcome Outcome,
    double LatencyMs,
    int? StatusCode,
    string? Detail
)
{
    public static ProbeResponse Of(ProbeResult result) =>
        new(
            result.CheckedAt,
            result.Outcome,
            result.Latency.TotalMilliseconds,
            result.StatusCode,
            result.Detail
        );
}
