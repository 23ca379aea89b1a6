using LbPlatform.DataPlane.Zones;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Balancing;

/// <summary>The policy that a pool's settings ask for. Each pool has one of its own.</summary>
internal static class BalancingPolicies
{
    /// <summary>The policy of a data plane in <paramref name="zone"/>; empty is none.</summary>
    public static IBalancingPolicy Make(BalancingSettings settings, string zone) =>
        zone.Length > 0
        && settings
            is {
                ZonePreference: ZonePreference.SameZone,
                Policy: not BalancingPolicy.ConsistentHash
            }
            ? new ZonedPolicy(settings, zone, Make)
            : Make(settings);

    /// <summary>The policy where zones play no part.</summary>
    public static IBalancingPolicy Make(BalancingSettings settings) =>
        settings.Policy switch
        {
            BalancingPolicy.RoundRobin => new RoundRobin(),
            BalancingPolicy.LeastRequests => new LeastRequests(),
            BalancingPolicy.PowerOfTwoChoices => new PowerOfTwoChoices(Random.Shared),
            BalancingPolicy.Random => new RandomDraw(Random.Shared),
            BalancingPolicy.PeakEwma => new PeakEwma(Random.Shared),
            BalancingPolicy.ConsistentHash => new ConsistentHash(settings.BoundedLoadPercent),
            BalancingPolicy.FirstAvailable => new FirstAvailable(),
            var unknown => throw new ArgumentOutOfRangeException(nameof(settings), unknown, null),
        };
}
