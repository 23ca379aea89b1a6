namespace LbPlatform.State.Explanations;

/// <summary>How long a request may take: numbers with a unit.</summary>
/// <param name="Connect">Until a backend has accepted the connection.</param>
/// <param name="FirstByte">From the beginning of an attempt to the head of its answer; <c>null</c> is no limit but <paramref name="Activity"/>.</param>
/// <param name="Activity">Longest pause.</param>
/// <param name="Total">All attempts and the answer together; <c>null</c> is no limit.</param>
public sealed record ExplainedTimeouts(
    string Connect,
    string? FirstByte,
    string Activity,
    string? Total
);
