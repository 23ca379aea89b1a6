namespace LbPlatform.ControlPlane.Draining;

/// <summary>How far a drain is.</summary>
internal enum DrainState
{
    /// <summary>Something is in flight, or clients that are tied to it may still come.</summary>
    Draining,

    /// <summary>No data plane has anything in flight, and nothing new can come: the server may be stopped.</summary>
    Drained,
}
