namespace LbPlatform.ControlPlane.Http;

/// <summary>The change that made a resource what it is.</summary>
/// <param name="Revision">Its revision.</param>
/// <param name="Actor">Who made it; absent while the audit trail cannot be read.</param>
/// <param name="ChangedAt">When; absent likewise.</param>
internal sealed record LastChange(
    long Revision,
    string? Actor = null,
    DateTimeOffset? ChangedAt = null
);
