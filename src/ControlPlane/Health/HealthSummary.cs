using LbPlatform.State.Health;
using LbPlatform.State.Store.Health;

namespace LbPlatform.ControlPlane.Health;

/// <summary>A backend's health in short.</summary>
/// <param name="Status">The verdict; unknown when never judged.</param>
/// <param name="Since">When it was reached.</param>
/// <param name="Reason">The probe outcome that decided it.</param>
/// <param name="Detail">What a person needs to know beyond the reason.</param>
/// <param name="LastCheckedAt">When the last probe ended.</param>
internal sealed record HealthSummary(
    HealthStatus Status,
    DateTimeOffset? Since,
    ProbeOutcome? Reason,
    string? Detail,
    DateTimeOffset? LastCheckedAt
)
{
    public static HealthSummary Of(JudgedHealth health) =>
        new(
            health.Current.Status,
            health.Current.Since,
            health.Reason,
            health.Detail,
            health.Current.LastProbe?.CheckedAt
        );
}
