using System.Collections.Immutable;
using LbPlatform.State.Snapshots;

namespace LbPlatform.DataPlane.Eligibility;

/// <summary>Who of a pool may take traffic now, in the order of the pool. Immutable: a flip makes another one.</summary>
internal sealed class EligibleBackends
{
    /// <summary>The position before the first of an order.</summary>
    public const int BeforeFirst = -1;

    /// <summary>Of a pool without backends.</summary>
    public static readonly EligibleBackends None = new([], []);

    private readonly int[] _after;
    private readonly EligibilityStatus[] _judged;

    private EligibleBackends(ImmutableArray<BackendState> all, EligibilityStatus[] judged)
    {
        All = all;
        _judged = judged;
        Count = judged.Count(static one => one == EligibilityStatus.Eligible);
        _after = Successors(judged);
    }

    /// <summary>All backends of the pool in its order.</summary>
    public ImmutableArray<BackendState> All { get; }

    /// <summary>How many of them are eligible.</summary>
    public int Count { get; }

    /// <summary>
    /// Judges <paramref name="all"/>. Ejection never empties a pool: where only ejected ones are left they are taken,
    /// since one that just failed is a better guess than none.
    /// </summary>
    public static EligibleBackends Of(ImmutableArray<BackendState> all, HealthSnapshot health)
    {
        var judged = new EligibilityStatus[all.Length];
        for (var position = 0; position < judged.Length; position++)
        {
            var backend = all[position];
            judged[position] = BackendEligibility.Judge(
                backend.Wish,
                health.StatusOf(backend.Id),
                backend.IsEjected
            );
        }

        if (!judged.Contains(EligibilityStatus.Eligible))
        {
            judged.AsSpan().Replace(EligibilityStatus.Ejected, EligibilityStatus.Eligible);
        }

        return new(all, judged);
    }

    /// <summary>What was found of the backend at <paramref name="position"/>.</summary>
    public EligibilityStatus At(int position) => _judged[position];

    /// <summary>
    /// The position of the eligible backend that follows <paramref name="position"/> in the order, after the last the
    /// first. Only where <see cref="Count"/> is not 0; a position that is none counts as the one before the first.
    /// </summary>
    public int PositionAfter(int position) =>
        _after[(uint)(position + 1) < (uint)_after.Length ? position + 1 : 0];

    /// <summary>The successor of each position, beginning with that before the first, so that a choice costs one look.</summary>
    private static int[] Successors(EligibilityStatus[] judged)
    {
        var after = new int[judged.Length + 1];
        var next = Array.IndexOf(judged, EligibilityStatus.Eligible);
        for (var position = judged.Length - 1; position >= BeforeFirst; position--)
        {
            after[position + 1] = next;
            if (position >= 0 && judged[position] == EligibilityStatus.Eligible)
            {
                next = position;
            }
        }

        return after;
    }
}
