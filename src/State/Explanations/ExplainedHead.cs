using LbPlatform.State.Routing;

namespace LbPlatform.State.Explanations;

/// <summary>The head of a request as a backend sees it, after rewrites and edits.</summary>
/// <param name="Backend">The backend.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">The fields in their order.</param>
public sealed record ExplainedHead(
    string Backend,
    string Method,
    string Target,
    IReadOnlyList<HeaderField> Headers
);
