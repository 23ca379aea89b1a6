using LbPlatform.State.Health;
using LbPlatform.State.Store.Health;

namespace LbPlatform.ControlPlane.Health;

/// <summary>A backend's health.</summary>
/// <param name="Status">The verdict; unknown when never judged.</param>
/// <param name="Since">When it was reached.</param>
/// <param name="Reason">The probe outcome that decided it.</param>
/// <param name="Detail">What a person needs to know beyond the reason.</param>
/// <param name="LastProbe">The last probe; absent before the first.</param>
internal sealed record BackendHealthResponse(
    HealthStatus Status,
    DateTimeOffset? Since,
    ProbeOutcome? Reason,
    string? Detail,
    ProbeResponse? LastProbe
)
{
    public static readonly BackendHealthResponse Unknown = new(
        HealthStatus.Unknown,
        null,
        null,
        null,
        null
    );

    public static BackendHealthResponse Of(JudgedHealth health) =>
        new(
            health.Current.Status,
            health.Current.Since,
            health.Reason,
            health.Detail,
            health.Current.LastProbe is { } probe ? ProbeResponse.Of(probe) : null
        );
}
