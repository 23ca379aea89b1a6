namespace LbPlatform.DataPlane.Upgrades;

/// <summary>How a switched connection ended.</summary>
internal enum TunnelEnd
{
    /// <summary>The client ended it.</summary>
    ClientEnded,

    /// <summary>The backend ended it.</summary>
    BackendEnded,

    /// <summary>The client's connection broke.</summary>
    ClientBroke,

    /// <summary>The backend's connection broke.</summary>
    BackendBroke,

    /// <summary>Nobody said anything for too long.</summary>
    Idle,

    /// <summary>Its backend, or this process, has had its time to drain.</summary>
    Drained,
}
