namespace LbPlatform.DataPlane.Eligibility;

/// <summary>Whether a backend may take traffic, and if not, why.</summary>
internal enum EligibilityStatus
{
    /// <summary>It may.</summary>
    Eligible,

    /// <summary>The operator has disabled it.</summary>
    Disabled,

    /// <summary>The operator lets it drain.</summary>
    Draining,

    /// <summary>Its probes fail.</summary>
    Unhealthy,

    /// <summary>Traffic just failed on it.</summary>
    Ejected,

    /// <summary>Its weight is 0.</summary>
    Weightless,

    /// <summary>A backend of a lower tier serves.</summary>
    Backup,

    /// <summary>Of a part of the pool only: it belongs to the other part.</summary>
    OtherZone,
}
