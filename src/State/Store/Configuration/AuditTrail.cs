using System.Text.Json;

namespace LbPlatform.State.Store.Configuration;

/// <summary>What is kept of each commit: who, when, and each resource before and after, without secrets.</summary>
internal static class AuditTrail
{
    /// <summary>The row of the commit of <paramref name="draft"/>.</summary>
    public static RevisionRow RowOf(ConfigurationDraft draft, string actor) =>
        new()
        {
            Number = draft.Revision,
            CommittedAt = draft.Now,
            Actor =
                actor.Length > ConfigurationStore.LongestActor
                    ? actor[..ConfigurationStore.LongestActor]
                    : actor,
            Changes =
            [
                .. draft.Changes.Select(change => new ChangeRow
                {
                    Revision = draft.Revision,
                    Kind = WordOf(change.Kind),
                    ResourceId = change.Id,
                    Name = change.Name,
                    Before = ToJson(Shown(change.Before)),
                    After = ToJson(Shown(change.After)),
                }),
            ],
        };

    /// <summary>How the trail calls a kind.</summary>
    public static string WordOf(ResourceKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The audit trail keeps no secrets.</summary>
    private static object? Shown(object? resource) =>
        resource is AffinityKeys keys ? keys.WithoutSecrets() : resource;

    private static string? ToJson(object? resource) =>
        resource is null
            ? null
            : JsonSerializer.Serialize(resource, resource.GetType(), SnapshotJson.Options);
}
