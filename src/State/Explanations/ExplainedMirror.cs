namespace LbPlatform.State.Explanations;

/// <summary>Copies of requests.</summary>
/// <param name="Pool">The pool that gets them.</param>
/// <param name="Percent">How many of a hundred requests are copied.</param>
public sealed record ExplainedMirror(string Pool, int Percent);
