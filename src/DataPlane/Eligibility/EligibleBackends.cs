using System.Collections.Immutable;
using LbPlatform.State.Model;
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

    private EligibleBackends(
        ImmutableArray<BackendState> all,
        EligibilityStatus[] judged,
        bool isPanic = false
    )
    {
        All = all;
        IsPanic = isPanic;
        _judged = judged;
        Members = [.. all.Where((_, position) => judged[position] == EligibilityStatus.Eligible)];
        HasEqualWeights = Members.All(member => member.Share == Members[0].Share);
        _after = Successors(judged);
    }

    /// <summary>All backends of the pool in its order.</summary>
    public ImmutableArray<BackendState> All { get; }

    /// <summary>Those that are eligible, in the same order; each has weight.</summary>
    public ImmutableArray<BackendState> Members { get; }

    /// <summary>How many are eligible.</summary>
    public int Count => Members.Length;

    /// <summary>Whether so few were left that verdicts and ejections are disregarded.</summary>
    public bool IsPanic { get; }

    /// <summary>Whether the eligible ones are to get the same share.</summary>
    public bool HasEqualWeights { get; }

    /// <summary>
    /// Judges <paramref name="all"/>. Where fewer than <paramref name="panicPercent"/> of the enabled ones are eligible,
    /// verdicts and ejections are disregarded. Ejection never empties a pool: where only ejected ones are left they are taken,
    /// since one that just failed is a better guess than none.
    /// </summary>
    public static EligibleBackends Of(
        ImmutableArray<BackendState> all,
        HealthSnapshot health,
        int panicPercent = 0
    )
    {
        var judged = new EligibilityStatus[all.Length];
        for (var position = 0; position < judged.Length; position++)
        {
            var backend = all[position];
            judged[position] = BackendEligibility.Judge(
                backend.Wish,
                health.StatusOf(backend.Id),
                backend.IsEjected,
                backend.Weight
            );
        }

        var isPanic = AreTooFew(judged, panicPercent);
        if (isPanic)
        {
            judged.AsSpan().Replace(EligibilityStatus.Unhealthy, EligibilityStatus.Eligible);
            judged.AsSpan().Replace(EligibilityStatus.Ejected, EligibilityStatus.Eligible);
        }

        if (!judged.Contains(EligibilityStatus.Eligible))
        {
            judged.AsSpan().Replace(EligibilityStatus.Ejected, EligibilityStatus.Eligible);
        }

        RestHigherTiers(all, judged);
        return new(all, judged, isPanic);
    }

    /// <summary>What was found of the backend at <paramref name="position"/>.</summary>
    public EligibilityStatus At(int position) => _judged[position];

    /// <summary>
    /// The position of the eligible backend that follows <paramref name="position"/> in the order, after the last the
    /// first. Only where <see cref="Count"/> is not 0; a position that is none counts as the one before the first.
    /// </summary>
    public int PositionAfter(int position) =>
        _after[(uint)(position + 1) < (uint)_after.Length ? position + 1 : 0];

    private static bool AreTooFew(EligibilityStatus[] judged, int percent)
    {
        var eligible = judged.Count(static one => one == EligibilityStatus.Eligible);
        var enabled =
            eligible
            + judged.Count(static one =>
                one is EligibilityStatus.Unhealthy or EligibilityStatus.Ejected
            );
        return 100 * eligible < percent * enabled;
    }

    /// <summary>Only the lowest tier that has anybody serves.</summary>
    private static void RestHigherTiers(
        ImmutableArray<BackendState> all,
        EligibilityStatus[] judged
    )
    {
        var serving = Backend.LastTier;
        for (var position = 0; position < judged.Length; position++)
        {
            if (judged[position] == EligibilityStatus.Eligible)
            {
                serving = Math.Min(serving, all[position].Tier);
            }
        }

        for (var position = 0; position < judged.Length; position++)
        {
            if (judged[position] == EligibilityStatus.Eligible && all[position].Tier > serving)
            {
                judged[position] = EligibilityStatus.Backup;
            }
        }
    }

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
