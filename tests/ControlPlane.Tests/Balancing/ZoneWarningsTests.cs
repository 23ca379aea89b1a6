using LbPlatform.ControlPlane.Balancing;
using LbPlatform.State.Model;

namespace LbPlatform.ControlPlane.Tests.Balancing;

public sealed class ZoneWarningsTests
{
    private static readonly Backend Unnamed = Some.Backend("u");
    private static readonly Backend Named = Some.Backend("n") with { Zone = "a" };

    public static TheoryData<string, BalancingSettings, Backend[], string> Cases =>
        new()
        {
            { "none named", new(), [Unnamed], "" },
            { "all named", new(), [Named], "" },
            { "one not", new(), [Unnamed, Named], "'u'. Set" },
            { "many not", new(), [Named, .. Enumerable.Repeat(Unnamed, 5)], "and 2 others. Set" },
            { "in another tier", new(), [Unnamed with { Tier = 1 }, Named], "" },
            { "of no weight", new(), [Unnamed with { Weight = 0 }, Named], "" },
            {
                "disabled",
                new(),
                [Unnamed with { AdministrativeState = AdministrativeState.Disabled }, Named],
                ""
            },
            {
                "off",
                new() { ZonePreference = ZonePreference.Off },
                [Unnamed, Named],
                ""
            },
            {
                "hashed",
                new() { Policy = BalancingPolicy.ConsistentHash },
                [Unnamed, Named],
                ""
            },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_Backends_SaysWhoNamesNoZone(
        string because,
        BalancingSettings balancing,
        Backend[] backends,
        string expected
    )
    {
        var warnings = ZoneWarnings
            .Of(Some.Pool() with { Balancing = balancing }, backends)
            .ToArray();

        Assert.True(expected.Length > 0 == warnings.Length > 0, because);
        Assert.Contains(expected, string.Concat(warnings), StringComparison.Ordinal);
    }
}
