using System.Collections.Immutable;
using LbPlatform.DataPlane.Eligibility;

namespace LbPlatform.DataPlane.Balancing;

/// <summary>Chooses a backend for each request of one pool. Safe for concurrent use, never blocks.</summary>
internal interface IBalancingPolicy
{
    /// <summary>
    /// The backend for the next attempt, none of those already <paramref name="tried"/>; <c>null</c> where no other
    /// is eligible.
    /// </summary>
    BackendState? Pick(EligibleBackends eligible, ReadOnlySpan<BackendState> tried);

    /// <summary>The pool has other members, or the same in another order, from now on.</summary>
    void Reorder(ImmutableArray<BackendState> before, ImmutableArray<BackendState> after);
}
