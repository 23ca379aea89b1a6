namespace LbPlatform.State.Store.Configuration;

/// <summary>One commit as the audit trail tells it.</summary>
/// <param name="Revision">Its number.</param>
/// <param name="CommittedAt">When, UTC.</param>
/// <param name="Actor">By whom.</param>
/// <param name="Changes">What it did, in order.</param>
public sealed record RevisionEntry(
    Revision Revision,
    DateTimeOffset CommittedAt,
    string Actor,
    IReadOnlyList<RevisionEntry.Change> Changes
)
{
    internal static RevisionEntry From(RevisionRow row) =>
        new(
            row.Number,
            row.CommittedAt,
            row.Actor,
            [
                .. row
                    .Changes.OrderBy(static change => change.Id)
                    .Select(static change => new Change(
                        Enum.Parse<ResourceKind>(change.Kind, ignoreCase: true),
                        change.ResourceId,
                        change.Name,
                        change.Before,
                        change.After
                    )),
            ]
        );

    /// <summary>What a commit did to one resource.</summary>
    /// <param name="Kind">Its kind.</param>
    /// <param name="Id">Its id.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Before">Its JSON before; <c>null</c> where it was created.</param>
    /// <param name="After">Its JSON after; <c>null</c> where it was removed.</param>
    public sealed record Change(
        ResourceKind Kind,
        string Id,
        string Name,
        string? Before,
        string? After
    );
}
