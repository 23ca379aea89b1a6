namespace LbPlatform.State.Model;

/// <summary>The rules by which a backend is chosen. All respect weights.</summary>
public enum BalancingPolicy
{
    /// <summary>One after the other; with unequal weights smoothly mixed.</summary>
    RoundRobin,

    /// <summary>The fewest requests in flight for its weight.</summary>
    LeastRequests,

    /// <summary>Of two drawn by weight, the one with fewer requests in flight.</summary>
    PowerOfTwoChoices,

    /// <summary>Drawn by weight.</summary>
    Random,

    /// <summary>Of two drawn by weight, the one expected to answer sooner.</summary>
    PeakEwma,

    /// <summary>The one that the request's key belongs to.</summary>
    ConsistentHash,

    /// <summary>The first in order.</summary>
    FirstAvailable,
}
