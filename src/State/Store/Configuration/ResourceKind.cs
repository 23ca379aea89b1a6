namespace LbPlatform.State.Store.Configuration;

/// <summary>The kinds of things whose changes the audit trail records.</summary>
public enum ResourceKind
{
    /// <summary>The platform's settings.</summary>
    Settings,

    /// <summary>A pool.</summary>
    Pool,

    /// <summary>A backend.</summary>
    Backend,

    /// <summary>A route.</summary>
    Route,
}
