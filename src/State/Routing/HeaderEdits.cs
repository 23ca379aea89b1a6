namespace LbPlatform.State.Routing;

/// <summary>
/// Edits of headers: first what is removed, then what is set, then what is added. Those that frame a message or belong
/// to one connection cannot be edited (<see cref="HeaderRules"/>).
/// </summary>
public sealed record HeaderEdits
{
    /// <summary>No edits.</summary>
    public static HeaderEdits None { get; } = new();

    /// <summary>Names of headers that are left out.</summary>
    public ValueList<string> Remove { get; init; } = [];

    /// <summary>Headers that have this value alone, whatever they had.</summary>
    public ValueList<HeaderField> Set { get; init; } = [];

    /// <summary>Headers that have this value beside those that they had.</summary>
    public ValueList<HeaderField> Add { get; init; } = [];
}
