using System.Text.Json.Nodes;
using LbPlatform.ControlPlane.Addresses;
using LbPlatform.ControlPlane.Changes;
using LbPlatform.ControlPlane.Probes;

namespace LbPlatform.ControlPlane.Backends;

/// <summary>What each write does to the configuration. Pure: it sees a draft and answers a result.</summary>
internal static class BackendEdits
{
    public static EditResult<Backend> Create(
        ConfigurationDraft draft,
        JsonObject body,
        Surroundings surroundings
    ) => Put(draft, null, body, surroundings);

    /// <summary>Everything that the body leaves out becomes its default; only the name stays.</summary>
    public static EditResult<Backend> Replace(
        ConfigurationDraft draft,
        string nameOrId,
        Precondition precondition,
        JsonObject body,
        Surroundings surroundings
    )
    {
        var found = Find(draft, nameOrId, precondition);
        return found.Resource is { } former ? Put(draft, former, body, surroundings) : found;
    }

    /// <summary>A replacement by the backend as it is with the patch merged in (RFC 7396); null means the default.</summary>
    public static EditResult<Backend> Update(
        ConfigurationDraft draft,
        string nameOrId,
        Precondition precondition,
        JsonObject patch,
        Surroundings surroundings
    )
    {
        var found = Find(draft, nameOrId, precondition);
        return found.Resource is { } former
            ? Put(draft, former, MergePatch.Apply(Describe(draft, former), patch), surroundings)
            : found;
    }

    /// <summary>Removes also what cannot be read: there is no other way to it than a hand in the file.</summary>
    public static EditResult<string> Remove(
        ConfigurationDraft draft,
        string nameOrId,
        Precondition precondition
    )
    {
        var found = Find(draft, nameOrId, precondition);
        if (found.Resource is { } backend)
        {
            draft.Remove(backend);
            return EditResult<string>.Accept(backend.Id);
        }

        if (
            precondition == Precondition.None
            && draft.Snapshot.Backends.Find(nameOrId) is null
            && draft.Snapshot.FindUnreadable(ResourceKind.Backend, nameOrId) is { } row
        )
        {
            draft.Remove(row);
            return EditResult<string>.Accept(row.Id);
        }

        return EditResult<string>.Refuse(found.Refusal!);
    }

    private static EditResult<Backend> Find(
        ConfigurationDraft draft,
        string nameOrId,
        Precondition precondition
    ) =>
        draft.Snapshot.Backends.Find(nameOrId) is not { } backend
            ? EditResult<Backend>.Refuse(NotFound(nameOrId, draft.Snapshot))
        : precondition.Refuse($"Backend '{backend.Name}'", backend.Revision) is { } refusal
            ? EditResult<Backend>.Refuse(refusal)
        : EditResult<Backend>.Accept(backend);

    public static Problem NotFound(string nameOrId, ConfigurationSnapshot current) =>
        current.FindUnreadable(ResourceKind.Backend, nameOrId) is { } row
            ? Problem.Of(
                Problems.Unreadable,
                $"The row of backend '{row.Name}' in config.db cannot be read: {row.Reason} Traffic goes on without it. DELETE /backends/{row.Name} removes it; or mend it by hand and start ControlPlane again."
            )
            : Missing.Of(
                "backend",
                nameOrId,
                current.Backends.Select(static backend => backend.Name),
                "/backends"
            );

    private static EditResult<Backend> Put(
        ConfigurationDraft draft,
        Backend? former,
        JsonObject body,
        Surroundings surroundings
    )
    {
        var errors = new List<FieldError>();
        var backend = BackendValidator.Read(
            BackendRequest.Read(body, errors),
            former,
            ResourceId.New(draft.Now),
            draft.Snapshot,
            surroundings,
            errors
        );
        if (errors.Count == 0 && backend is not null)
        {
            return EditResult<Backend>.Accept(draft.Put(backend));
        }

        return EditResult<Backend>.Refuse(
            Problem.Of(errors) with
            {
                Existing = errors.Exists(static error => error.Kind == Problems.Exists)
                    ? Standing(backend, draft.Snapshot)
                    : null,
            }
        );
    }

    /// <summary>The backend that already has the name or the URL.</summary>
    private static Existing? Standing(Backend? wanted, ConfigurationSnapshot current)
    {
        if (wanted is null)
        {
            return null;
        }

        var byName = current.Backends.Find(wanted.Name);
        var other = byName?.Id == wanted.Id ? null : byName;
        other ??= BackendValidator.Twin(wanted, current);
        return other is null ? null : new(other.Id, other.Name, $"/backends/{other.Name}");
    }

    /// <summary>The body that would make the backend what it is.</summary>
    private static JsonObject Describe(ConfigurationDraft draft, Backend backend) =>
        new()
        {
            ["url"] = backend.Url.Text,
            ["name"] = backend.Name,
            ["pool"] = draft.Snapshot.Pools.Find(backend.PoolId)?.Name,
            ["administrativeState"] = backend.AdministrativeState.ToString().ToLowerInvariant(),
            ["probe"] = ApiJson.ToNode(ProbeRequest.Of(backend.Probe)),
        };
}
