namespace LbPlatform.State.Store.Configuration;

/// <summary>What one commit did to one resource: its JSON before and after.</summary>
internal sealed record ChangeRow
{
    public long Id { get; init; }

    public required Revision Revision { get; init; }

    public required string Kind { get; init; }

    public required string ResourceId { get; init; }

    public required string Name { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }
}
