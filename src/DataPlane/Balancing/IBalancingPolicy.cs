using System.Collections.Immutable;
using LbPlatform.DataPlane.Eligibility;

namespace LbPlatform.DataPlane.Balancing;

/// <summary>
/// The rule by which one pool's backends are chosen. What it keeps from one set of eligible backends to the next (a
/// rotation's position) is its own; what it can work out beforehand goes into the picker, made once per flip and not
/// once per request.
/// </summary>
internal interface IBalancingPolicy
{
    /// <summary>The choice among <paramref name="eligible"/>. Called under the table's lock, off the request path.</summary>
    IPicker Over(EligibleBackends eligible);

    /// <summary>
    /// Another one that chooses as this one would from here on, and moves nothing of this one: for those who ask what would
    /// be chosen.
    /// </summary>
    IBalancingPolicy Fork();

    /// <summary>The pool has other members, or the same in another order, from now on.</summary>
    void Reorder(ImmutableArray<BackendState> before, ImmutableArray<BackendState> after) { }
}
