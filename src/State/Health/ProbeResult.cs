namespace LbPlatform.State.Health;

/// <summary>The result of one probe of one backend.</summary>
/// <param name="BackendId">The backend that was probed.</param>
/// <param name="CheckedAt">When the probe ended, UTC.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Latency">From the start of the connection until the answer was judged, or to the failure.</param>
/// <param name="StatusCode">HTTP's status code, where there was one.</param>
/// <param name="Detail">What a person needs to know beyond the outcome; at most <see cref="LongestDetail"/> characters.</param>
public sealed record ProbeResult(
    string BackendId,
    DateTimeOffset CheckedAt,
    ProbeOutcome Outcome,
    TimeSpan Latency,
    int? StatusCode = null,
    string? Detail = null
)
{
    /// <summary>Longest <see cref="Detail"/>, in characters.</summary>
    public const int LongestDetail = 256;
}
