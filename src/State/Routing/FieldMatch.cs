namespace LbPlatform.State.Routing;

/// <summary>A condition on a request header or a query parameter.</summary>
public sealed record FieldMatch
{
    /// <summary>The header's name, in any case, or the parameter's, in its own.</summary>
    public required string Name { get; init; }

    /// <summary>How the value is compared.</summary>
    public FieldMatchKind Kind { get; init; }

    /// <summary>What it is compared with; not read where only presence counts.</summary>
    public string Value { get; init; } = "";
}
