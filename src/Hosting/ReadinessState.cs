namespace LbPlatform.Hosting;

/// <summary>How a part of a process is.</summary>
public enum ReadinessState
{
    /// <summary>It does not work: the process answers 503.</summary>
    NotReady,

    /// <summary>It works with less than it should have: the process answers 200 and says so.</summary>
    Degraded,

    /// <summary>It works.</summary>
    Ready,
}
