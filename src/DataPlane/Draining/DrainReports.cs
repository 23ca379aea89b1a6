using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Model;
using LbPlatform.State.Nodes;

namespace LbPlatform.DataPlane.Draining;

/// <summary>What ControlPlane is told of the backends that drain.</summary>
internal static class DrainReports
{
    /// <summary>One for each whose count holds, those with most in flight first.</summary>
    public static IReadOnlyList<DrainReport> Of(IEnumerable<PoolState> pools) =>
        [
            .. pools
                .SelectMany(static pool => pool.Eligible.All)
                .Where(static backend =>
                    backend.Wish == AdministrativeState.Draining && backend.Draining.IsSettled
                )
                .Select(static backend => new DrainReport(backend.Id, backend.InFlight))
                .OrderByDescending(static report => report.InFlight)
                .Take(NodeReport.MostDraining),
        ];
}
