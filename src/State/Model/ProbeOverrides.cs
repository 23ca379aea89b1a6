namespace LbPlatform.State.Model;

/// <summary>
/// The part of <see cref="ProbeSettings"/> that a pool or a backend sets for itself; <c>null</c> inherits
/// (backend from pool, pool from platform).
/// </summary>
public sealed record ProbeOverrides
{
    /// <summary>Nothing set: everything is inherited.</summary>
    public static readonly ProbeOverrides None = new();

    /// <inheritdoc cref="ProbeSettings.Path" />
    public string? Path { get; init; }

    /// <inheritdoc cref="ProbeSettings.Interval" />
    public TimeSpan? Interval { get; init; }

    /// <inheritdoc cref="ProbeSettings.FastInterval" />
    public TimeSpan? FastInterval { get; init; }

    /// <inheritdoc cref="ProbeSettings.Timeout" />
    public TimeSpan? Timeout { get; init; }

    /// <inheritdoc cref="ProbeSettings.ExpectedStatus" />
    public StatusRanges? ExpectedStatus { get; init; }

    /// <inheritdoc cref="ProbeSettings.HealthyThreshold" />
    public int? HealthyThreshold { get; init; }

    /// <inheritdoc cref="ProbeSettings.UnhealthyThreshold" />
    public int? UnhealthyThreshold { get; init; }
}
