using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Zones;

namespace LbPlatform.DataPlane.Balancing;

/// <summary>Chooses among one set of eligible backends. Safe for concurrent use, never blocks, allocates nothing.</summary>
internal interface IPicker
{
    /// <summary>How the zones share the requests; <c>null</c> where they play no part.</summary>
    ZoneSplit? Zones => null;

    /// <summary>The backend for the next attempt, none of those already tried; <c>null</c> where no other is eligible.</summary>
    BackendState? Pick(in PickRequest request);

    /// <summary>
    /// Choices after which they repeat while nothing else changes: 1 where the same request gets the same backend, 0 where lots
    /// are drawn.
    /// </summary>
    int Cycle { get; }
}
