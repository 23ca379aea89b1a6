namespace LbPlatform.State.Store.Configuration;

/// <summary>One commit: its number, when and by whom. Never changed, never deleted.</summary>
internal sealed record RevisionRow
{
    public required Revision Number { get; init; }

    public required DateTimeOffset CommittedAt { get; init; }

    public required string Actor { get; init; }

    public List<ChangeRow> Changes { get; init; } = [];
}
