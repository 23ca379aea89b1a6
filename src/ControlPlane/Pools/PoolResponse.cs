using LbPlatform.ControlPlane.Probes;

namespace LbPlatform.ControlPlane.Pools;

/// <summary>A pool.</summary>
/// <param name="Id">Given by the store, never reused.</param>
/// <param name="Name">Unique; usable wherever the id is.</param>
/// <param name="Probe">What is probed otherwise than for the platform.</param>
/// <param name="EffectiveProbe">How its backends are probed unless they say otherwise.</param>
/// <param name="Backends">How many backends it has.</param>
/// <param name="CreatedAt">When it was added.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
/// <param name="Revision">The revision that last changed it; its entity tag.</param>
internal sealed record PoolResponse(
    string Id,
    string Name,
    ProbeRequest Probe,
    ProbeRequest EffectiveProbe,
    int Backends,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    long Revision
)
{
    public static PoolResponse Of(Pool pool, ConfigurationSnapshot current) =>
        new(
            pool.Id,
            pool.Name,
            ProbeRequest.Of(pool.Probe),
            ProbeRequest.Of(current.Settings.Probe.With(pool.Probe)),
            current.Backends.Count(backend => backend.PoolId == pool.Id),
            pool.CreatedAt,
            pool.UpdatedAt,
            pool.Revision.Value
        );
}
