namespace LbPlatform.State.Explanations;

/// <summary>An answer of the data plane's own, since the request goes no further.</summary>
/// <param name="Code">The word in <c>X-Lb-Error</c>.</param>
/// <param name="Status">The status code.</param>
/// <param name="Detail">What is against it, and what to do.</param>
/// <param name="Rule">The rule that it breaks, as docs/strictness.md names it; <c>null</c> where it breaks none.</param>
public sealed record ExplainedRefusal(string Code, int Status, string Detail, string? Rule = null);
