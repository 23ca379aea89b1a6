using System.Collections.Immutable;
using LbPlatform.State.Snapshots;
using Yarp.ReverseProxy.Configuration;

namespace LbPlatform.DataPlane.Configuration;

/// <summary>What one snapshot means to the proxy.</summary>
/// <param name="Usable">The snapshot without the rows that were quarantined.</param>
/// <param name="Routes">Its routes, in YARP's words.</param>
/// <param name="Clusters">Its pools with their backends, in YARP's words.</param>
/// <param name="Quarantined">What was left out, and why.</param>
internal sealed record Translation(
    ConfigurationSnapshot Usable,
    ImmutableArray<RouteConfig> Routes,
    ImmutableArray<ClusterConfig> Clusters,
    ImmutableArray<QuarantinedRow> Quarantined
);
