namespace LbPlatform.DataPlane.Protection;

/// <summary>
/// What one listener limits otherwise than <see cref="LimitsOptions"/> says, under the same names; what is left out is as
/// there. Section <c>DataPlane:Listeners:N:Limits</c>.
/// </summary>
public sealed class ListenerLimitsOptions
{
    /// <summary>See <see cref="LimitsOptions.MaxConnections"/>.</summary>
    public int? MaxConnections { get; set; }

    /// <summary>See <see cref="LimitsOptions.MaxConnectionsPerClient"/>.</summary>
    public int? MaxConnectionsPerClient { get; set; }

    /// <summary>See <see cref="LimitsOptions.Allow"/>.</summary>
    public string? Allow { get; set; }

    /// <summary>See <see cref="LimitsOptions.Deny"/>.</summary>
    public string? Deny { get; set; }

    /// <summary>See <see cref="LimitsOptions.MaxRequestLineBytes"/>; at most what is said there.</summary>
    public int? MaxRequestLineBytes { get; set; }

    /// <summary>See <see cref="LimitsOptions.MaxHeadBytes"/>; at most what is said there.</summary>
    public int? MaxHeadBytes { get; set; }

    /// <summary>See <see cref="LimitsOptions.MaxFields"/>; at most what is said there.</summary>
    public int? MaxFields { get; set; }

    /// <summary>
    /// See <see cref="LimitsOptions.HeadTimeout"/>; at most what is said there. It is the time from the connection to its
    /// first complete head.
    /// </summary>
    public TimeSpan? HeadTimeout { get; set; }

    /// <summary>See <see cref="LimitsOptions.IdleTimeout"/>; at most what is said there.</summary>
    public TimeSpan? IdleTimeout { get; set; }

    /// <summary>See <see cref="LimitsOptions.MaxBodyBytes"/>.</summary>
    public long? MaxBodyBytes { get; set; }

    /// <summary>See <see cref="LimitsOptions.MinRequestBytesPerSecond"/>.</summary>
    public int? MinRequestBytesPerSecond { get; set; }

    /// <summary>See <see cref="LimitsOptions.MinResponseBytesPerSecond"/>.</summary>
    public int? MinResponseBytesPerSecond { get; set; }

    /// <summary>See <see cref="LimitsOptions.RateGrace"/>.</summary>
    public TimeSpan? RateGrace { get; set; }
}
