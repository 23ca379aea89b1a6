using System.Collections.Frozen;
using System.Collections.Immutable;
using LbPlatform.State.Health;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;

namespace LbPlatform.DataPlane.Eligibility;

/// <summary>Who of a pool may take traffic now, in the order of the pool. Immutable: a flip makes another one.</summary>
internal sealed class EligibleBackends
{
    /// <summary>The position before the first of an order.</summary>
    public const int BeforeFirst = -1;

    /// <summary>Of a pool without backends.</summary>
    public static readonly EligibleBackends None = new([], [], []);

    private readonly int[] _after;
    private readonly EligibilityStatus[] _judged;
    private readonly bool[] _isSound;

    // Made by the first client that is tied to a backend; two at once make the same.
    private volatile FrozenDictionary<string, int>? _positions;

    private EligibleBackends(
        ImmutableArray<BackendState> all,
        EligibilityStatus[] judged,
        bool[] isSound,
        bool isPanic = false
    )
    {
        _isSound = isSound;
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
        var isSound = new bool[all.Length];
        for (var position = 0; position < judged.Length; position++)
        {
            var backend = all[position];
            var verdict = health.StatusOf(backend.Id);
            judged[position] = BackendEligibility.Judge(
                backend.Wish,
                verdict,
                backend.IsEjected,
                backend.Weight
            );
            isSound[position] = verdict != HealthStatus.Unhealthy && !backend.IsEjected;
        }

        var isPanic = AreTooFew(judged, panicPercent);
        if (isPanic)
        {
            judged.AsSpan().Replace(EligibilityStatus.Unhealthy, EligibilityStatus.Eligible);
            judged.AsSpan().Replace(EligibilityStatus.Ejected, EligibilityStatus.Eligible);
            isSound.AsSpan().Fill(true);
        }

        if (!judged.Contains(EligibilityStatus.Eligible))
        {
            judged.AsSpan().Replace(EligibilityStatus.Ejected, EligibilityStatus.Eligible);
        }

        RestHigherTiers(all, judged);
        return new(all, judged, isSound, isPanic);
    }

    /// <summary>The part of them for which <paramref name="isPart"/> holds, in the same order.</summary>
    public EligibleBackends Only(Func<BackendState, bool> isPart)
    {
        var judged = new EligibilityStatus[_judged.Length];
        for (var position = 0; position < judged.Length; position++)
        {
            judged[position] =
                _judged[position] == EligibilityStatus.Eligible && !isPart(All[position])
                    ? EligibilityStatus.OtherZone
                    : _judged[position];
        }

        return new(All, judged, _isSound, IsPanic);
    }

    /// <summary>What was found of the backend at <paramref name="position"/>.</summary>
    public EligibilityStatus At(int position) => _judged[position];

    /// <summary>The position of the backend with this id; -1 where there is none.</summary>
    public int Find(string id) =>
        (_positions ??= Positions()).TryGetValue(id, out var position) ? position : -1;

    /// <summary>
    /// Whether the backend at <paramref name="position"/> goes on serving clients that are tied to it: also one of weight 0, a
    /// backup that is not needed any more, and one that drains, until its deadline.
    /// </summary>
    public bool MayKeep(int position) =>
        _judged[position] switch
        {
            EligibilityStatus.Eligible => true,
            EligibilityStatus.Weightless or EligibilityStatus.Backup => _isSound[position],
            EligibilityStatus.Draining => _isSound[position] && !All[position].IsPastDeadline,
            _ => false,
        };

    /// <summary>
    /// The position of the eligible backend that follows <paramref name="position"/> in the order, after the last the
    /// first. Only where <see cref="Count"/> is not 0; a position that is none counts as the one before the first.
    /// </summary>
    public int PositionAfter(int position) =>
        _after[(uint)(position + 1) < (uint)_after.Length ? position + 1 : 0];

    private FrozenDictionary<string, int> Positions() =>
        All.Index()
            .ToFrozenDictionary(
                static one => one.Item.Id,
                static one => one.Index,
                StringComparer.Ordinal
            );

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
