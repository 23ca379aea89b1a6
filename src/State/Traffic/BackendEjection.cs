namespace LbPlatform.State.Traffic;

/// <summary>Why and how long a data plane's traffic leaves a backend out.</summary>
/// <param name="Reason">What it met; <see cref="LongestReason"/> characters at most.</param>
/// <param name="Since">When, UTC.</param>
/// <param name="Until">When it ends by itself, UTC.</param>
/// <param name="Count">The how manieth without a quiet time in between, from 1.</param>
public sealed record BackendEjection(
    string Reason,
    DateTimeOffset Since,
    DateTimeOffset Until,
    int Count
)
{
    /// <summary>Longest reason, in characters.</summary>
    public const int LongestReason = 256;
}
