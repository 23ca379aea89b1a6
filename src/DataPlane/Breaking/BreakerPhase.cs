namespace LbPlatform.DataPlane.Breaking;

/// <summary>What a pool's breaker does.</summary>
internal enum BreakerPhase
{
    /// <summary>It lets everything through.</summary>
    Closed,

    /// <summary>It refuses everything.</summary>
    Open,

    /// <summary>It lets a growing share through (half-open).</summary>
    Recovering,
}
