using LbPlatform.State.Store.Configuration;

namespace LbPlatform.State.Snapshots;

/// <summary>The whole configuration at one revision. Immutable: a change makes another snapshot.</summary>
public sealed record ConfigurationSnapshot
{
    /// <summary>No store, no revision, nothing configured.</summary>
    public static ConfigurationSnapshot Empty { get; } = new();

    /// <summary>The store that this comes from; revisions of two stores do not compare.</summary>
    public string StoreId { get; init; } = "";

    /// <summary>The revision.</summary>
    public Revision Revision { get; init; }

    /// <summary>When the revision was committed, UTC.</summary>
    public DateTimeOffset CommittedAt { get; init; }

    /// <summary>What holds for all pools.</summary>
    public PlatformSettings Settings { get; init; } = new();

    /// <summary>What affinity cookies are signed with. Secret: no answer and no audit row may show it.</summary>
    public AffinityKeys AffinityKeys { get; init; } = AffinityKeys.None;

    /// <summary>All pools.</summary>
    public ResourceSet<Pool> Pools { get; init; } = ResourceSet<Pool>.Empty;

    /// <summary>All backends of all pools.</summary>
    public ResourceSet<Backend> Backends { get; init; } = ResourceSet<Backend>.Empty;

    /// <summary>All routes.</summary>
    public ResourceSet<Route> Routes { get; init; } = ResourceSet<Route>.Empty;

    /// <summary>Rows of the store that cannot be read, and are in none of the sets above.</summary>
    public IReadOnlyList<UnreadableRow> Unreadable { get; init; } = [];

    /// <summary>The row of this kind, id or name that cannot be read.</summary>
    public UnreadableRow? FindUnreadable(ResourceKind kind, string nameOrId) =>
        Unreadable.FirstOrDefault(row =>
            row.Kind == kind && (row.Id == nameOrId || row.Name == nameOrId)
        );

    /// <summary>Whether this may replace <paramref name="current"/>: it is of another store, or of a later revision.</summary>
    public bool Supersedes(ConfigurationSnapshot current)
    {
        ArgumentNullException.ThrowIfNull(current);
        return StoreId != current.StoreId || Revision > current.Revision;
    }

    /// <summary>How <paramref name="backend"/> is probed: platform, then pool, then its own overrides.</summary>
    public ProbeSettings ProbeSettingsOf(Backend backend)
    {
        ArgumentNullException.ThrowIfNull(backend);
        var pool = Pools.Find(backend.PoolId);
        return Settings.Probe.With(pool?.Probe ?? ProbeOverrides.None).With(backend.Probe);
    }
}
