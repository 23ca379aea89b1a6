namespace LbPlatform.State.Health;

/// <summary>The measured verdict on a backend.</summary>
public enum HealthStatus
{
    /// <summary>Not judged yet. Such a backend may take traffic.</summary>
    Unknown,

    /// <summary>The last verdict was good.</summary>
    Healthy,

    /// <summary>The last verdict was bad: no traffic.</summary>
    Unhealthy,
}
