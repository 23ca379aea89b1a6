namespace LbPlatform.DataPlane.Eligibility;

/// <summary>Why traffic left a backend out; each has its own clock.</summary>
internal enum EjectionCause
{
    /// <summary>It cannot be connected to, or its connections break: gone, and perhaps back in seconds.</summary>
    Unreachable,

    /// <summary>It takes requests and answers none, while others of its pool do.</summary>
    Silent,

    /// <summary>It answers, but worse than it should: it will not be better soon.</summary>
    Outlier,
}
