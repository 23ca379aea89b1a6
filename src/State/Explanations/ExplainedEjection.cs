namespace LbPlatform.State.Explanations;

/// <summary>Why traffic leaves a backend out.</summary>
/// <param name="Reason">What it met.</param>
/// <param name="Since">When, UTC.</param>
/// <param name="Until">When it ends by itself, UTC.</param>
/// <param name="Count">The how manieth without a quiet time in between, from 1.</param>
public sealed record ExplainedEjection(
    string Reason,
    DateTimeOffset Since,
    DateTimeOffset Until,
    int Count
);
