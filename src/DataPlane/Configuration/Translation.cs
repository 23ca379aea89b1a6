using System.Collections.Immutable;
using LbPlatform.State.Snapshots;
using Yarp.ReverseProxy.Configuration;

namespace LbPlatform.DataPlane.Configuration;

/// <summary>What one snapshot means to the proxy.</summary>
/// <param name="Source">The snapshot as it was read.</param>
/// <param name="Usable">The snapshot without the rows that were quarantined.</param>
/// <param name="Clusters">Its pools with their backends, in YARP's words.</param>
/// <param name="Unreadable">What the store could not read.</param>
/// <param name="Unusable">Which pools and backends were left out, and why.</param>
internal sealed record Translation(
    ConfigurationSnapshot Source,
    ConfigurationSnapshot Usable,
    ImmutableArray<ClusterConfig> Clusters,
    ImmutableArray<QuarantinedRow> Unreadable,
    ImmutableArray<QuarantinedRow> Unusable
)
{
    /// <summary>Its routes.</summary>
    public RouteSet Routes { get; init; } = RouteSet.Empty;

    /// <summary>Everything that was left out.</summary>
    public ImmutableArray<QuarantinedRow> Quarantined =>
        [.. Unreadable, .. Unusable, .. Routes.Quarantined];

    /// <summary>Whether YARP's part is that of <paramref name="other"/>.</summary>
    public bool HasClustersOf(Translation? other) =>
        other is not null && Clusters == other.Clusters;
}
