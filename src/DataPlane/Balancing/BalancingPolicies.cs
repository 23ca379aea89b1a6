using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Balancing;

/// <summary>The policy that a pool's settings ask for. Each pool has one of its own.</summary>
internal static class BalancingPolicies
{
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
