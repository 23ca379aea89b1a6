using System.Text.Json.Nodes;

namespace LbPlatform.ControlPlane.Revisions;

/// <summary>One commit.</summary>
/// <param name="Revision">Its number.</param>
/// <param name="CommittedAt">When.</param>
/// <param name="Actor">By whom.</param>
/// <param name="Changes">What it did, in order.</param>
internal sealed record RevisionResponse(
    long Revision,
    DateTimeOffset CommittedAt,
    string Actor,
    IReadOnlyList<RevisionResponse.Change> Changes
)
{
    public static RevisionResponse Of(RevisionEntry entry) =>
        new(
            entry.Revision.Value,
            entry.CommittedAt,
            entry.Actor,
            [
                .. entry.Changes.Select(static change => new Change(
                    change.Kind,
                    change.Id,
                    change.Name,
                    Parse(change.Before),
                    Parse(change.After)
                )),
            ]
        );

    private static JsonNode? Parse(string? json) => json is null ? null : JsonNode.Parse(json);

    /// <summary>What a commit did to one resource.</summary>
    /// <param name="Kind">Its kind.</param>
    /// <param name="Id">Its id.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Before">What it was; absent where it was created.</param>
    /// <param name="After">What it is; absent where it was removed.</param>
    internal sealed record Change(
        ResourceKind Kind,
        string Id,
        string Name,
        JsonNode? Before,
        JsonNode? After
    );
}
