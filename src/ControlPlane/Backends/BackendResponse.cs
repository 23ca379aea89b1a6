using LbPlatform.ControlPlane.Draining;
using LbPlatform.ControlPlane.Health;
using LbPlatform.ControlPlane.Pools;
using LbPlatform.ControlPlane.Probes;

namespace LbPlatform.ControlPlane.Backends;

/// <summary>A backend.</summary>
internal sealed record BackendResponse
{
    /// <summary>Given by the store, never reused.</summary>
    public required string Id { get; init; }

    /// <summary>Unique; usable wherever the id is.</summary>
    public required string Name { get; init; }

    /// <summary>The pool's name.</summary>
    public required string Pool { get; init; }

    /// <summary>Where the server listens.</summary>
    public required string Url { get; init; }

    /// <summary>The operator's wish.</summary>
    public required AdministrativeState AdministrativeState { get; init; }

    /// <summary>How far it is drained; absent where it does not drain.</summary>
    public DrainResponse? Drain { get; init; }

    /// <summary>Its share of the pool's requests, relative to the others.</summary>
    public required int Weight { get; init; }

    /// <summary>0 serves always; higher ones are backups for when no backend of a lower tier can serve.</summary>
    public required int Tier { get; init; }

    /// <summary>The zone that it runs in; absent where none is known.</summary>
    public string? Zone { get; init; }

    /// <summary>What is probed otherwise than for the pool.</summary>
    public required ProbeRequest Probe { get; init; }

    /// <summary>How it is probed after all inheritance.</summary>
    public required ProbeRequest EffectiveProbe { get; init; }

    /// <summary>What the poller found; absent before its first probe.</summary>
    public HealthSummary? Health { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The revision that last changed it; its entity tag.</summary>
    public required long Revision { get; init; }

    public static BackendResponse Of(Backend backend, ConfigurationSnapshot current) =>
        new()
        {
            Id = backend.Id,
            Name = backend.Name,
            Pool = PoolReference.NameOf(backend.PoolId, current),
            Url = backend.Url.Text,
            AdministrativeState = backend.AdministrativeState,
            Weight = backend.Weight,
            Tier = backend.Tier,
            Zone = backend.Zone,
            Probe = ProbeRequest.Of(backend.Probe),
            EffectiveProbe = ProbeRequest.Of(current.ProbeSettingsOf(backend)),
            CreatedAt = backend.CreatedAt,
            UpdatedAt = backend.UpdatedAt,
            Revision = backend.Revision.Value,
        };
}
