namespace LbPlatform.State.Snapshots;

/// <summary>What a follower of a store knows: the last good snapshot, and how good its view is.</summary>
/// <typeparam name="T">The snapshot.</typeparam>
/// <param name="Snapshot">The last good snapshot; <c>null</c> before the first.</param>
/// <param name="FromCopy">Whether it was read from the local copy because the store never answered.</param>
/// <param name="AsOf">When the store last confirmed it (or when the copy was made), UTC.</param>
/// <param name="Fault">Why the store cannot be read now; <c>null</c> while it can.</param>
public sealed record StoreView<T>(T? Snapshot, bool FromCopy, DateTimeOffset AsOf, string? Fault)
    where T : class;
