namespace LbPlatform.State.Explanations;

/// <summary>A client's tie to a backend.</summary>
/// <param name="Kind">By what it is known.</param>
/// <param name="Backend">The backend that it is tied to; <c>null</c> where it is new.</param>
/// <param name="IsKept">Whether it gets that backend.</param>
public sealed record ExplainedAffinity(AffinityKind Kind, string? Backend, bool IsKept);
