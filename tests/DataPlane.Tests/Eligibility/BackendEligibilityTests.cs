using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Health;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Eligibility;

public sealed class BackendEligibilityTests
{
    [Theory]
    [InlineData(
        AdministrativeState.Enabled,
        HealthStatus.Unknown,
        false,
        nameof(EligibilityStatus.Eligible)
    )]
    [InlineData(
        AdministrativeState.Enabled,
        HealthStatus.Healthy,
        false,
        nameof(EligibilityStatus.Eligible)
    )]
    [InlineData(
        AdministrativeState.Enabled,
        HealthStatus.Unhealthy,
        false,
        nameof(EligibilityStatus.Unhealthy)
    )]
    [InlineData(
        AdministrativeState.Enabled,
        HealthStatus.Unknown,
        true,
        nameof(EligibilityStatus.Ejected)
    )]
    [InlineData(
        AdministrativeState.Enabled,
        HealthStatus.Healthy,
        true,
        nameof(EligibilityStatus.Ejected)
    )]
    [InlineData(
        AdministrativeState.Enabled,
        HealthStatus.Unhealthy,
        true,
        nameof(EligibilityStatus.Unhealthy)
    )]
    [InlineData(
        AdministrativeState.Draining,
        HealthStatus.Unknown,
        false,
        nameof(EligibilityStatus.Draining)
    )]
    [InlineData(
        AdministrativeState.Draining,
        HealthStatus.Healthy,
        false,
        nameof(EligibilityStatus.Draining)
    )]
    [InlineData(
        AdministrativeState.Draining,
        HealthStatus.Unhealthy,
        true,
        nameof(EligibilityStatus.Draining)
    )]
    [InlineData(
        AdministrativeState.Disabled,
        HealthStatus.Unknown,
        false,
        nameof(EligibilityStatus.Disabled)
    )]
    [InlineData(
        AdministrativeState.Disabled,
        HealthStatus.Healthy,
        true,
        nameof(EligibilityStatus.Disabled)
    )]
    [InlineData(
        AdministrativeState.Disabled,
        HealthStatus.Unhealthy,
        false,
        nameof(EligibilityStatus.Disabled)
    )]
    public void Judge_EachCombination_NamesTheReason(
        AdministrativeState wish,
        HealthStatus verdict,
        bool isEjected,
        string expected
    ) =>
        Assert.Equal(
            Enum.Parse<EligibilityStatus>(expected),
            BackendEligibility.Judge(wish, verdict, isEjected)
        );
}
