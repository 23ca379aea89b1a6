using System.Text.Json.Nodes;
using LbPlatform.ControlPlane.Addresses;
using LbPlatform.ControlPlane.Changes;

namespace LbPlatform.ControlPlane.Resources;

/// <summary>
/// What each write of a resource does to the configuration: the same for every kind but for how one is read, described
/// and kept. Pure: it sees a draft and answers a result.
/// </summary>
/// <typeparam name="T">The kind of resource.</typeparam>
internal abstract class ResourceEdits<T>
    where T : class, IResource
{
    /// <summary>What the kind is called.</summary>
    public abstract ResourceWords Words { get; }

    /// <summary>All of the kind.</summary>
    public abstract ResourceSet<T> In(ConfigurationSnapshot current);

    public EditResult<T> Create(
        ConfigurationDraft draft,
        JsonObject body,
        Surroundings surroundings
    ) => Put(draft, null, body, surroundings);

    /// <summary>Everything that the body leaves out becomes its default; only the name stays.</summary>
    public EditResult<T> Replace(
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

    /// <summary>A replacement by the resource as it is with the patch merged in (RFC 7396); null means the default.</summary>
    public EditResult<T> Update(
        ConfigurationDraft draft,
        string nameOrId,
        Precondition precondition,
        JsonObject patch,
        Surroundings surroundings
    )
    {
        var found = Find(draft, nameOrId, precondition);
        return found.Resource is { } former
            ? Put(
                draft,
                former,
                MergePatch.Apply(Describe(former, draft.Snapshot), patch),
                surroundings
            )
            : found;
    }

    /// <summary>Removes also what cannot be read: there is no other way to it than a hand in the file.</summary>
    public EditResult<string> Remove(
        ConfigurationDraft draft,
        string nameOrId,
        Precondition precondition
    )
    {
        var found = Find(draft, nameOrId, precondition);
        if (found.Resource is { } resource)
        {
            if (RefuseRemoval(resource.Id, resource.Name, draft.Snapshot) is { } stays)
            {
                return EditResult<string>.Refuse(stays);
            }

            Drop(draft, resource);
            return EditResult<string>.Accept(resource.Id);
        }

        if (
            precondition != Precondition.None
            || In(draft.Snapshot).Find(nameOrId) is not null
            || draft.Snapshot.FindUnreadable(Words.Kind, nameOrId) is not { } row
        )
        {
            return EditResult<string>.Refuse(found.Refusal!);
        }

        if (RefuseRemoval(row.Id, row.Name, draft.Snapshot) is { } kept)
        {
            return EditResult<string>.Refuse(kept);
        }

        draft.Remove(row);
        return EditResult<string>.Accept(row.Id);
    }

    /// <summary>The resource that the body asks for; only whole where nothing was added to the errors.</summary>
    /// <param name="body">What is asked for.</param>
    /// <param name="former">The one that is to be replaced; <c>null</c> for a new one.</param>
    /// <param name="draft">The configuration that it joins.</param>
    /// <param name="surroundings">What was found out before.</param>
    /// <param name="errors">Takes what is wrong.</param>
    protected abstract T? Read(
        JsonObject body,
        T? former,
        ConfigurationDraft draft,
        Surroundings surroundings,
        List<FieldError> errors
    );

    /// <summary>The body that would make the resource what it is.</summary>
    protected abstract JsonObject Describe(T resource, ConfigurationSnapshot current);

    /// <summary>Puts the resource into the draft; answers it as it will be stored.</summary>
    protected abstract T Keep(ConfigurationDraft draft, T resource);

    /// <summary>Takes the resource out of the draft.</summary>
    protected abstract void Drop(ConfigurationDraft draft, T resource);

    /// <summary>Why the resource with this id must stay; <c>null</c> where it may go.</summary>
    protected virtual Problem? RefuseRemoval(
        string id,
        string name,
        ConfigurationSnapshot current
    ) => null;

    /// <summary>Another one that already is what is wanted, beside one with the name.</summary>
    protected virtual T? Twin(T wanted, ConfigurationSnapshot current) => null;

    private EditResult<T> Find(
        ConfigurationDraft draft,
        string nameOrId,
        Precondition precondition
    ) =>
        In(draft.Snapshot).Find(nameOrId) is not { } resource
            ? EditResult<T>.Refuse(Absent.Of(Words, nameOrId, In(draft.Snapshot), draft.Snapshot))
        : precondition.Refuse($"{Words.Kind} '{resource.Name}'", resource.Revision) is { } refusal
            ? EditResult<T>.Refuse(refusal)
        : EditResult<T>.Accept(resource);

    private EditResult<T> Put(
        ConfigurationDraft draft,
        T? former,
        JsonObject body,
        Surroundings surroundings
    )
    {
        var errors = new List<FieldError>();
        var wanted = Read(body, former, draft, surroundings, errors);
        if (errors.Count == 0 && wanted is not null)
        {
            return EditResult<T>.Accept(Keep(draft, wanted));
        }

        return EditResult<T>.Refuse(
            Problem.Of(errors) with
            {
                Existing = errors.Exists(static error => error.Kind == Problems.Exists)
                    ? Standing(wanted, draft.Snapshot)
                    : null,
            }
        );
    }

    /// <summary>The resource that already has the name, or is the twin.</summary>
    private Existing? Standing(T? wanted, ConfigurationSnapshot current)
    {
        if (wanted is null)
        {
            return null;
        }

        var byName = In(current).Find(wanted.Name);
        var other = byName?.Id == wanted.Id ? null : byName;
        other ??= Twin(wanted, current);
        return other is null ? null : new(other.Id, other.Name, Words.PathOf(other.Name));
    }
}
