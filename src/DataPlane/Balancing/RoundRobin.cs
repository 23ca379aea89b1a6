using System.Collections.Immutable;
using LbPlatform.DataPlane.Eligibility;

namespace LbPlatform.DataPlane.Balancing;

/// <summary>
/// One after the other, in the order of the pool; with unequal weights the smooth form of it. All state is the position
/// of the last chosen backend in the full order, so that the rotation goes on from there when backends leave or return,
/// instead of jumping as a counter modulo the eligible ones does.
/// </summary>
internal sealed class RoundRobin : IBalancingPolicy
{
    private readonly SmoothRotation _smooth;
    private int _last = EligibleBackends.BeforeFirst;

    public RoundRobin()
        : this(new()) { }

    private RoundRobin(SmoothRotation smooth) => _smooth = smooth;

    public IPicker Over(EligibleBackends eligible) =>
        eligible.HasEqualWeights ? new Turns(this, eligible) : _smooth.Over(eligible);

    public IBalancingPolicy Fork() =>
        new RoundRobin(_smooth.Fork()) { _last = Volatile.Read(ref _last) };

    public void Reorder(ImmutableArray<BackendState> before, ImmutableArray<BackendState> after) =>
        Volatile.Write(ref _last, Carry(before, Volatile.Read(ref _last), after));

    /// <summary>
    /// The position in <paramref name="after"/> of the backend at <paramref name="last"/> in
    /// <paramref name="before"/>, or of the nearest one before it that is still there.
    /// </summary>
    internal static int Carry(
        ImmutableArray<BackendState> before,
        int last,
        ImmutableArray<BackendState> after
    )
    {
        for (var position = Math.Min(last, before.Length - 1); position >= 0; position--)
        {
            if (after.IndexOf(before[position]) is >= 0 and var found)
            {
                return found;
            }
        }

        return EligibleBackends.BeforeFirst;
    }

    private BackendState Next(EligibleBackends eligible)
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = eligible.PositionAfter(last);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
            {
                return eligible.All[next];
            }
        }
    }

    /// <summary>
    /// The untried one that follows the last tried one. Counted from there and not by further turns, which others
    /// take meanwhile and of which any number may fall on the tried ones.
    /// </summary>
    private BackendState? NextAfterFailure(EligibleBackends eligible, in PickRequest request)
    {
        var failed = eligible.All.IndexOf(request.Tried[^1]);
        var position = failed;
        for (var step = 0; step < eligible.Count; step++)
        {
            position = eligible.PositionAfter(position);
            if (!request.HasTried(eligible.All[position]))
            {
                // This one had its turn now, unless the rotation has moved on by itself.
                _ = Interlocked.CompareExchange(ref _last, position, failed);
                return eligible.All[position];
            }
        }

        return null;
    }

    private sealed class Turns(RoundRobin rotation, EligibleBackends eligible) : IPicker
    {
        public int Cycle => Math.Max(1, eligible.Count);

        public BackendState? Pick(in PickRequest request) =>
            eligible.Count == 0 ? null
            : request.Tried.IsEmpty ? rotation.Next(eligible)
            : rotation.NextAfterFailure(eligible, request);
    }
}
