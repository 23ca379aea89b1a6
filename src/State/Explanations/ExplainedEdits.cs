namespace LbPlatform.State.Explanations;

/// <summary>What a route does to the headers of an answer, by name.</summary>
/// <param name="Remove">Those that are left out.</param>
/// <param name="Set">Those that get another value.</param>
/// <param name="Add">Those that get a further value.</param>
public sealed record ExplainedEdits(
    IReadOnlyList<string> Remove,
    IReadOnlyList<string> Set,
    IReadOnlyList<string> Add
);
