using LbPlatform.ControlPlane.Pools;
using LbPlatform.State.Health;

namespace LbPlatform.ControlPlane.Backends;

/// <summary>Which backends are listed. What is <c>null</c> narrows nothing.</summary>
/// <param name="PoolId">Only of this pool.</param>
/// <param name="State">Only with this wish.</param>
/// <param name="Tier">Only of this tier.</param>
/// <param name="Zone">Only of this zone.</param>
/// <param name="Health">Only with this verdict.</param>
/// <param name="Text">Only with this text in name or URL.</param>
internal sealed record BackendFilter(
    string? PoolId,
    AdministrativeState? State,
    int? Tier,
    string? Zone,
    HealthStatus? Health,
    string? Text
)
{
    /// <summary>Reads the filters, noting what is wrong.</summary>
    public static BackendFilter Read(QueryReader query, ConfigurationSnapshot current)
    {
        var pool = PoolReference.Read(query, current);
        return new BackendFilter(
            pool?.Id,
            query.Word<AdministrativeState>("administrativeState"),
            query.Number("tier", 0, Backend.LastTier),
            ZoneRules.Read(query),
            query.Word<HealthStatus>("health"),
            query.Text("q")
        );
    }

    public bool Admits(Backend backend, Func<Backend, HealthStatus> statusOf) =>
        (PoolId is null || backend.PoolId == PoolId)
        && (State is null || backend.AdministrativeState == State)
        && (Tier is null || backend.Tier == Tier)
        && (Zone is null || backend.Zone == Zone)
        && (
            Text is null
            || backend.Name.Contains(Text, StringComparison.OrdinalIgnoreCase)
            || backend.Url.Text.Contains(Text, StringComparison.OrdinalIgnoreCase)
        )
        && (Health is null || statusOf(backend) == Health);
}
