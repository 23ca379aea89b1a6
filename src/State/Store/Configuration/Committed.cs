namespace LbPlatform.State.Store.Configuration;

/// <summary>An edit, and the configuration after it.</summary>
/// <typeparam name="T">What the edit answers.</typeparam>
/// <param name="Result">The edit's answer.</param>
/// <param name="Snapshot">The configuration after the commit; the one before where nothing was committed.</param>
/// <param name="Changes">What the commit did; empty where nothing was committed.</param>
public sealed record Committed<T>(
    T Result,
    ConfigurationSnapshot Snapshot,
    IReadOnlyList<ConfigurationChange> Changes
);
