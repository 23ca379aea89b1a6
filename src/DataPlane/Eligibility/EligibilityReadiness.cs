using LbPlatform.Hosting;

namespace LbPlatform.DataPlane.Eligibility;

/// <summary>Whether each pool has somebody to choose.</summary>
internal sealed class EligibilityReadiness(EligibilityTable table) : IReadinessCheck
{
    /// <summary>Pools that are listed.</summary>
    public const int MostPools = 50;

    public IEnumerable<ReadinessLine> Check() =>
        table
            .Pools.OrderBy(static pool => pool.Name, StringComparer.Ordinal)
            .Take(MostPools)
            .Select(static pool =>
            {
                var eligible = pool.Eligible;
                return new ReadinessLine(
                    $"pool {pool.Name}",
                    eligible.Count > 0 ? ReadinessState.Ready : ReadinessState.Degraded,
                    $"{eligible.Count} of {eligible.All.Length} backends eligible"
                );
            });
}
