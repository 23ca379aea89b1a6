namespace LbPlatform.State.Explanations;

/// <summary>Whether a backend may get a request, and if not, why.</summary>
public enum CandidateStatus
{
    /// <summary>It may.</summary>
    Eligible,

    /// <summary>It may, but works on as many requests as it may now.</summary>
    Full,

    /// <summary>The operator has disabled it.</summary>
    Disabled,

    /// <summary>The operator lets it drain.</summary>
    Draining,

    /// <summary>Its probes fail.</summary>
    Unhealthy,

    /// <summary>Traffic failed on it.</summary>
    Ejected,

    /// <summary>Its weight is 0.</summary>
    Weightless,

    /// <summary>A backend of a lower tier serves.</summary>
    Backup,
}
