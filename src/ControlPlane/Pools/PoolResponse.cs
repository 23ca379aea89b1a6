using LbPlatform.ControlPlane.Affinity;
using LbPlatform.ControlPlane.Balancing;
using LbPlatform.ControlPlane.Probes;
using LbPlatform.ControlPlane.Resilience;
using LbPlatform.ControlPlane.Transport;

namespace LbPlatform.ControlPlane.Pools;

/// <summary>A pool.</summary>
/// <param name="Id">Given by the store, never reused.</param>
/// <param name="Name">Unique; usable wherever the id is.</param>
/// <param name="Probe">What is probed otherwise than for the platform.</param>
/// <param name="EffectiveProbe">How its backends are probed unless they say otherwise.</param>
/// <param name="Balancing">How one of its backends is chosen for a request.</param>
/// <param name="Affinity">Whether its clients stay with their backend.</param>
/// <param name="DrainTimeout">How long its backends drain unless a drain says otherwise.</param>
/// <param name="Resilience">What it does when backends fail.</param>
/// <param name="Transport">How its backends are talked to.</param>
/// <param name="Warnings">What is in force and should not stay as it is; absent where there is nothing.</param>
/// <param name="Backends">How many backends it has.</param>
/// <param name="CreatedAt">When it was added.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
/// <param name="Revision">The revision that last changed it; its entity tag.</param>
internal sealed record PoolResponse(
    string Id,
    string Name,
    ProbeRequest Probe,
    ProbeRequest EffectiveProbe,
    BalancingRequest Balancing,
    AffinityRequest Affinity,
    string DrainTimeout,
    ResilienceRequest Resilience,
    TransportRequest Transport,
    IReadOnlyList<string>? Warnings,
    int Backends,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    long Revision
)
{
    public static PoolResponse Of(
        Pool pool,
        IReadOnlyCollection<Backend> backends,
        ConfigurationSnapshot current
    ) =>
        new(
            pool.Id,
            pool.Name,
            ProbeRequest.Of(pool.Probe),
            ProbeRequest.Of(current.Settings.Probe.With(pool.Probe)),
            BalancingRequest.Of(pool.Balancing),
            AffinityRequest.Of(pool.Affinity),
            DurationText.Format(pool.DrainTimeout),
            ResilienceRequest.Of(pool.Resilience),
            TransportRequest.Of(pool.Transport),
            WarningsOf(pool, backends) is { Length: > 0 } warnings ? warnings : null,
            backends.Count,
            pool.CreatedAt,
            pool.UpdatedAt,
            pool.Revision.Value
        );

    private static string[] WarningsOf(Pool pool, IReadOnlyCollection<Backend> backends) =>
        [.. TransportValidator.WarningsOf(pool.Transport), .. ZoneWarnings.Of(pool, backends)];
}
