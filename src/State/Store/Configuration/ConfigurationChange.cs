namespace LbPlatform.State.Store.Configuration;

/// <summary>What a commit did to one resource.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name after the change, or before it where it was removed.</param>
/// <param name="Before">What it was; <c>null</c> where it was created.</param>
/// <param name="After">What it is; <c>null</c> where it was removed.</param>
public sealed record ConfigurationChange(
    ResourceKind Kind,
    string Id,
    string Name,
    object? Before,
    object? After
);
