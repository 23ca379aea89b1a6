namespace LbPlatform.State.Store.Health;

/// <summary>What is known of a backend's health now, with what decided the verdict.</summary>
/// <param name="Current">The verdict and the last probe.</param>
/// <param name="Reason">The outcome that decided the verdict; <c>null</c> while there is none.</param>
/// <param name="Detail">What a person needs to know beyond the outcome.</param>
public sealed record JudgedHealth(BackendHealth Current, ProbeOutcome? Reason, string? Detail);
