namespace LbPlatform.Poller.Scheduling;

/// <summary>How soon the next probe of a backend is wanted, which depends on how its verdict stands.</summary>
internal enum ProbePace
{
    /// <summary>The verdict stands, and is not bad.</summary>
    Steady,

    /// <summary>The next result may change the verdict.</summary>
    Fast,

    /// <summary>The verdict stands, and is bad.</summary>
    Unhealthy,
}
