namespace LbPlatform.State.Store.Health;

/// <summary>An entry of a backend's history.</summary>
/// <typeparam name="T">What happened.</typeparam>
/// <param name="Id">Higher is later, among entries of the same time.</param>
/// <param name="Value">What happened.</param>
public sealed record HistoryEntry<T>(long Id, T Value);
