namespace LbPlatform.DataPlane.Explanations;

/// <summary>What would become of a request now, and why.</summary>
/// <param name="Revision">The configuration that it was judged by.</param>
/// <param name="Target">The target as routes see it and backends get it; <c>null</c> where it is refused.</param>
/// <param name="Refusal">Why no backend is asked; <c>null</c> where one is.</param>
/// <param name="Route">The route that takes it; <c>null</c> where none does.</param>
/// <param name="Answer">What answers without a backend; <c>null</c> where nothing does.</param>
/// <param name="Pools">Where it may go, the likeliest first.</param>
internal sealed record Explanation(
    long Revision,
    string? Target,
    string? Refusal,
    string? Route,
    string? Answer,
    IReadOnlyList<ExplainedPool> Pools
);
