using LbPlatform.State.Health;
using LbPlatform.State.Store.Health;

namespace LbPlatform.ControlPlane.Health;

/// <summary>How all backends are.</summary>
/// <param name="Healthy">Backends whose last verdict was good.</param>
/// <param name="Unhealthy">Backends whose last verdict was bad.</param>
/// <param name="Unknown">Backends that were never judged.</param>
/// <param name="Items">The backends, in the order of their making.</param>
/// <param name="Next">Where the list goes on; absent at its end.</param>
internal sealed record HealthOverview(
    int Healthy,
    int Unhealthy,
    int Unknown,
    IReadOnlyList<HealthOverview.Item> Items,
    string? Next
)
{
    /// <summary>How one backend is.</summary>
    /// <param name="Backend">Its name.</param>
    /// <param name="Pool">Its pool's name.</param>
    /// <param name="AdministrativeState">The operator's wish.</param>
    /// <param name="Status">The verdict.</param>
    /// <param name="Since">When it was reached.</param>
    /// <param name="Reason">The probe outcome that decided it.</param>
    /// <param name="Detail">What a person needs to know beyond the reason.</param>
    /// <param name="LastCheckedAt">When the last probe ended.</param>
    internal sealed record Item(
        string Backend,
        string Pool,
        AdministrativeState AdministrativeState,
        HealthStatus Status,
        DateTimeOffset? Since,
        ProbeOutcome? Reason,
        string? Detail,
        DateTimeOffset? LastCheckedAt
    )
    {
        public static Item Of(
            Backend backend,
            ConfigurationSnapshot current,
            JudgedHealth? health
        ) =>
            new(
                backend.Name,
                current.Pools.Find(backend.PoolId)?.Name ?? backend.PoolId,
                backend.AdministrativeState,
                health?.Current.Status ?? HealthStatus.Unknown,
                health?.Current.Since,
                health?.Reason,
                health?.Detail,
                health?.Current.LastProbe?.CheckedAt
            );
    }
}
