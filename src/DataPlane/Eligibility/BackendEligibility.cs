using LbPlatform.State.Health;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Eligibility;

/// <summary>The rule: wish × weight × verdict × ejection. The wish is named first, since it is what an operator can act on.</summary>
internal static class BackendEligibility
{
    public static EligibilityStatus Judge(
        AdministrativeState wish,
        HealthStatus verdict,
        bool isEjected,
        int weight = Backend.DefaultWeight
    ) =>
        (wish, verdict, isEjected) switch
        {
            (AdministrativeState.Disabled, _, _) => EligibilityStatus.Disabled,
            (AdministrativeState.Draining, _, _) => EligibilityStatus.Draining,
            _ when weight == 0 => EligibilityStatus.Weightless,
            (_, HealthStatus.Unhealthy, _) => EligibilityStatus.Unhealthy,
            (_, _, true) => EligibilityStatus.Ejected,
            _ => EligibilityStatus.Eligible,
        };
}
