namespace LbPlatform.State.Routing;

/// <summary>A header.</summary>
public sealed record HeaderField
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The value; at most <see cref="RouteBounds.LongestValue"/> characters.</summary>
    public string Value { get; init; } = "";
}
