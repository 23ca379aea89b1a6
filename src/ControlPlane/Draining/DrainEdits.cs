using LbPlatform.ControlPlane.Changes;
using LbPlatform.ControlPlane.Resources;

namespace LbPlatform.ControlPlane.Draining;

/// <summary>What drains do to the configuration. Pure.</summary>
internal static class DrainEdits
{
    /// <summary>
    /// Drains the backend: from now on, or as it does already, unless <paramref name="timeout"/> sets another deadline. A
    /// disabled one has nobody left: its deadline is now.
    /// </summary>
    public static EditResult<Backend> Begin(
        ConfigurationDraft draft,
        string nameOrId,
        Precondition precondition,
        TimeSpan? timeout,
        bool thenRemove
    )
    {
        var current = draft.Snapshot;
        if (current.Backends.Find(nameOrId) is not { } backend)
        {
            return EditResult<Backend>.Refuse(
                Absent.Of(ResourceWords.Backend, nameOrId, current.Backends, current)
            );
        }

        if (precondition.Refuse($"Backend '{backend.Name}'", backend.Revision) is { } refusal)
        {
            return EditResult<Backend>.Refuse(refusal);
        }

        var time =
            timeout
            ?? (
                backend.AdministrativeState == AdministrativeState.Disabled
                    ? TimeSpan.Zero
                    : current.Pools.Find(backend.PoolId)?.DrainTimeout ?? Pool.DefaultDrainTimeout
            );
        var drain = backend.Drain ?? new() { Since = draft.Now, Deadline = draft.Now + time };
        return EditResult<Backend>.Accept(
            draft.Put(
                backend with
                {
                    AdministrativeState = AdministrativeState.Draining,
                    Drain = drain with
                    {
                        Deadline = timeout is null ? drain.Deadline : draft.Now + time,
                        ThenRemove = drain.ThenRemove || thenRemove,
                    },
                }
            )
        );
    }

    /// <summary>Removes a backend that was drained for that; it may be gone already, or be wanted again.</summary>
    public static EditResult<string> End(ConfigurationDraft draft, string id)
    {
        var backend = draft.Snapshot.Backends.Find(id);
        if (backend is { Drain.ThenRemove: true })
        {
            draft.Remove(backend);
        }

        return backend is null or { Drain.ThenRemove: true }
            ? EditResult<string>.Accept(id)
            : EditResult<string>.Refuse(
                Problem.Of(
                    Problems.Changed,
                    $"Backend '{backend.Name}' was taken into service again while it was drained, and stays. DELETE it anew."
                )
            );
    }
}
