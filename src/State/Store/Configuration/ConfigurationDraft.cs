namespace LbPlatform.State.Store.Configuration;

/// <summary>
/// One edit in the making: the configuration as the next revision will have it, and what was changed so far. It
/// stamps what is put with the revision and the time; putting what is there already changes nothing.
/// </summary>
public sealed class ConfigurationDraft
{
    private readonly List<ConfigurationChange> _changes = [];

    internal ConfigurationDraft(ConfigurationSnapshot current, DateTimeOffset now)
    {
        Snapshot = current;
        Revision = current.Revision.Next;
        Now = now;
    }

    /// <summary>The configuration with the changes so far.</summary>
    public ConfigurationSnapshot Snapshot { get; private set; }

    /// <summary>The revision that this edit will be.</summary>
    public Revision Revision { get; }

    /// <summary>The time of the edit, UTC.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The changes so far, in order.</summary>
    public IReadOnlyList<ConfigurationChange> Changes => _changes;

    /// <summary>Adds the pool, or replaces the one with its id; answers it as it will be stored.</summary>
    public Pool Put(Pool pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        var old = Snapshot.Pools.Find(pool.Id);
        var origin = Origin(old ?? pool);
        var stamped = pool with
        {
            CreatedRevision = origin.Revision,
            CreatedAt = origin.At,
            Revision = Revision,
            UpdatedAt = Now,
        };
        if (
            old is not null
            && stamped with { Revision = old.Revision, UpdatedAt = old.UpdatedAt } == old
        )
        {
            return old;
        }

        Snapshot = Snapshot with { Pools = Snapshot.Pools.Put(stamped) };
        if (stamped.Affinity.Kind == AffinityKind.Cookie && Snapshot.AffinityKeys.Keys.Count == 0)
        {
            RotateAffinityKeys(TimeSpan.Zero);
        }

        return Record(ResourceKind.Pool, old, stamped);
    }

    /// <summary>Adds the backend, or replaces the one with its id; answers it as it will be stored.</summary>
    public Backend Put(Backend backend)
    {
        ArgumentNullException.ThrowIfNull(backend);
        var old = Snapshot.Backends.Find(backend.Id);
        var origin = Origin(old ?? backend);
        var stamped = backend with
        {
            Drain = DrainOf(backend),
            CreatedRevision = origin.Revision,
            CreatedAt = origin.At,
            Revision = Revision,
            UpdatedAt = Now,
        };
        if (
            old is not null
            && stamped with { Revision = old.Revision, UpdatedAt = old.UpdatedAt } == old
        )
        {
            return old;
        }

        Snapshot = Snapshot with { Backends = Snapshot.Backends.Put(stamped) };
        return Record(ResourceKind.Backend, old, stamped);
    }

    /// <summary>Adds the route, or replaces the one with its id; answers it as it will be stored.</summary>
    public Route Put(Route route)
    {
        ArgumentNullException.ThrowIfNull(route);
        var old = Snapshot.Routes.Find(route.Id);
        var origin = Origin(old ?? route);
        var stamped = route with
        {
            CreatedRevision = origin.Revision,
            CreatedAt = origin.At,
            Revision = Revision,
            UpdatedAt = Now,
        };
        if (
            old is not null
            && stamped with { Revision = old.Revision, UpdatedAt = old.UpdatedAt } == old
        )
        {
            return old;
        }

        Snapshot = Snapshot with { Routes = Snapshot.Routes.Put(stamped) };
        return Record(ResourceKind.Route, old, stamped);
    }

    /// <summary>Replaces the platform's settings; answers them as they will be stored.</summary>
    public PlatformSettings Put(PlatformSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var old = Snapshot.Settings;
        if (
            settings with { Revision = old.Revision } == old
            && Snapshot.FindUnreadable(ResourceKind.Settings, "settings") is null
        )
        {
            return old;
        }

        var stamped = settings with { Revision = Revision };
        var unreadable = Snapshot.FindUnreadable(ResourceKind.Settings, "settings");
        Snapshot = Without(unreadable) with { Settings = stamped };
        _changes.Add(
            new(
                ResourceKind.Settings,
                "settings",
                "settings",
                unreadable is null ? old : unreadable,
                stamped
            )
        );
        return stamped;
    }

    /// <summary>Makes a new key for affinity cookies; those before are accepted for <paramref name="keep"/> still.</summary>
    public AffinityKeys RotateAffinityKeys(TimeSpan keep)
    {
        const string Keys = "affinity-keys";
        var old = Snapshot.AffinityKeys;
        var keys = old.Rotate(Now, keep);
        Snapshot = Snapshot with { AffinityKeys = keys };
        _changes.Add(
            new(ResourceKind.Settings, Keys, Keys, old.Keys.Count == 0 ? null : old, keys)
        );
        return keys;
    }

    /// <summary>Removes the backend.</summary>
    public void Remove(Backend backend)
    {
        Snapshot = Snapshot with { Backends = Snapshot.Backends.Remove(backend) };
        _changes.Add(new(ResourceKind.Backend, backend.Id, backend.Name, backend, null));
    }

    /// <summary>Removes the pool, which must have no backends and no routes any more.</summary>
    public void Remove(Pool pool)
    {
        Snapshot = Snapshot with { Pools = Snapshot.Pools.Remove(pool) };
        _changes.Add(new(ResourceKind.Pool, pool.Id, pool.Name, pool, null));
    }

    /// <summary>Removes the route.</summary>
    public void Remove(Route route)
    {
        Snapshot = Snapshot with { Routes = Snapshot.Routes.Remove(route) };
        _changes.Add(new(ResourceKind.Route, route.Id, route.Name, route, null));
    }

    /// <summary>Removes a row that cannot be read; the audit trail keeps it as it is.</summary>
    public void Remove(UnreadableRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        Snapshot = Without(row);
        _changes.Add(new(row.Kind, row.Id, row.Name, row, null));
    }

    /// <summary>A drain begins with the wish for it and ends with it; its time is the pool's unless it has one already.</summary>
    private BackendDrain? DrainOf(Backend backend) =>
        backend.AdministrativeState != AdministrativeState.Draining
            ? null
            : backend.Drain
                ?? new()
                {
                    Since = Now,
                    Deadline =
                        Now
                        + (
                            Snapshot.Pools.Find(backend.PoolId)?.DrainTimeout
                            ?? Pool.DefaultDrainTimeout
                        ),
                };

    private ConfigurationSnapshot Without(UnreadableRow? row) =>
        row is null
            ? Snapshot
            : Snapshot with
            {
                Unreadable = [.. Snapshot.Unreadable.Where(other => other != row)],
            };

    /// <summary>A resource that was never stored begins now; one restored from a copy keeps its age.</summary>
    private (Revision Revision, DateTimeOffset At) Origin(IResource resource) =>
        resource.CreatedRevision == Revision.None
            ? (Revision, Now)
            : (resource.CreatedRevision, resource.CreatedAt);

    private T Record<T>(ResourceKind kind, T? old, T stamped)
        where T : class, IResource
    {
        _changes.Add(new(kind, stamped.Id, stamped.Name, old, stamped));
        return stamped;
    }
}
