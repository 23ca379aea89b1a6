namespace LbPlatform.State.Model;

/// <summary>
/// The part of <see cref="ProbeSettings"/> that a pool or a backend sets for itself; <c>null</c> inherits
/// (backend from pool, pool from platform).
/// </summary>
public sealed record ProbeOverrides
{
    /// <summary>Nothing set: everything is inherited.</summary>
    public static readonly ProbeOverrides None = new();

    /// <inheritdoc cref="ProbeSettings.Kind" />
    public ProbeKind? Kind { get; init; }

    /// <inheritdoc cref="ProbeSettings.Path" />
    public string? Path { get; init; }

    /// <inheritdoc cref="ProbeSettings.Method" />
    public ProbeMethod? Method { get; init; }

    /// <inheritdoc cref="ProbeSettings.Port" />
    public int? Port { get; init; }

    /// <inheritdoc cref="ProbeSettings.Host" />
    public string? Host { get; init; }

    /// <inheritdoc cref="ProbeSettings.Headers" />
    public ProbeHeaders? Headers { get; init; }

    /// <inheritdoc cref="ProbeSettings.Tls" />
    public bool? Tls { get; init; }

    /// <inheritdoc cref="ProbeSettings.Send" />
    public string? Send { get; init; }

    /// <inheritdoc cref="ProbeSettings.Service" />
    public string? Service { get; init; }

    /// <inheritdoc cref="ProbeSettings.Interval" />
    public TimeSpan? Interval { get; init; }

    /// <inheritdoc cref="ProbeSettings.FastInterval" />
    public TimeSpan? FastInterval { get; init; }

    /// <inheritdoc cref="ProbeSettings.UnhealthyInterval" />
    public TimeSpan? UnhealthyInterval { get; init; }

    /// <inheritdoc cref="ProbeSettings.JitterPercent" />
    public int? JitterPercent { get; init; }

    /// <inheritdoc cref="ProbeSettings.Timeout" />
    public TimeSpan? Timeout { get; init; }

    /// <inheritdoc cref="ProbeSettings.ExpectedStatus" />
    public StatusRanges? ExpectedStatus { get; init; }

    /// <inheritdoc cref="ProbeSettings.ExpectedBody" />
    public string? ExpectedBody { get; init; }

    /// <inheritdoc cref="ProbeSettings.ExpectedHeader" />
    public ExpectedHeader? ExpectedHeader { get; init; }

    /// <inheritdoc cref="ProbeSettings.HealthyThreshold" />
    public int? HealthyThreshold { get; init; }

    /// <inheritdoc cref="ProbeSettings.UnhealthyThreshold" />
    public int? UnhealthyThreshold { get; init; }
}
