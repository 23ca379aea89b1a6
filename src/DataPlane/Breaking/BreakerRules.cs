using System.Collections.Immutable;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Breaking;

/// <summary>When a breaker opens, lets requests through again by and by, and closes. Pure.</summary>
internal static class BreakerRules
{
    /// <summary>Time between two looks, as in Traefik.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Parts of a window: what is older than it by one of them may still count.</summary>
    public const int Parts = 10;

    /// <summary>While it recovers so many times fewer requests suffice to open it again, since few are let through.</summary>
    public const int FewerToReopen = 4;

    /// <summary>All requests, in thousandths.</summary>
    public const int Whole = 1000;

    /// <summary>The state at <paramref name="now"/>, when the counts are at <paramref name="count"/>.</summary>
    public static BreakerState Next(
        BreakerState state,
        BreakerSettings settings,
        TimeSpan now,
        BreakerCount count
    )
    {
        var marks = Move(state.Marks, settings.Window, now, count);
        var seen = count.Since(marks[0].Count);
        return state.Phase switch
        {
            BreakerPhase.Closed when seen.Fails(settings.FailurePercent, settings.LeastRequests) =>
                Enter(BreakerPhase.Open, now, count, seen),
            BreakerPhase.Open when now - state.Since >= settings.OpenTime => Enter(
                settings.RecoveryTime > TimeSpan.Zero
                    ? BreakerPhase.Recovering
                    : BreakerPhase.Closed,
                now,
                count
            ),
            BreakerPhase.Recovering
                when seen.Fails(settings.FailurePercent, FewRequests(settings.LeastRequests)) =>
                Enter(BreakerPhase.Open, now, count, seen),
            BreakerPhase.Recovering when now - state.Since >= settings.RecoveryTime => state with
            {
                Phase = BreakerPhase.Closed,
                Since = now,
                Marks = marks,
            },
            // Nothing has come to pass but time.
            BreakerPhase.Closed or BreakerPhase.Open or BreakerPhase.Recovering => state with
            {
                Marks = marks,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(state), state.Phase, null),
        };
    }

    /// <summary>The share that is let through at <paramref name="now"/>, in thousandths.</summary>
    public static int ShareOf(BreakerState state, BreakerSettings settings, TimeSpan now) =>
        state.Phase switch
        {
            BreakerPhase.Closed => Whole,
            BreakerPhase.Open => 0,
            // One in a thousand at least, or nothing would ever be learnt.
            BreakerPhase.Recovering => (int)
                Math.Clamp(Whole * ((now - state.Since) / settings.RecoveryTime), 1, Whole),
            _ => throw new ArgumentOutOfRangeException(nameof(state), state.Phase, null),
        };

    private static int FewRequests(int least) => Math.Max(1, least / FewerToReopen);

    private static BreakerState Enter(
        BreakerPhase phase,
        TimeSpan now,
        BreakerCount count,
        BreakerCount seen = default
    ) => new(phase, now, [new(now, count)], seen);

    private static ImmutableList<BreakerMark> Move(
        ImmutableList<BreakerMark> marks,
        TimeSpan window,
        TimeSpan now,
        BreakerCount count
    )
    {
        var moved =
            marks.IsEmpty || now - marks[^1].At >= window / Parts
                ? marks.Add(new(now, count))
                : marks;
        // The oldest is the last one that lies a whole window back.
        while (moved.Count > 1 && now - moved[1].At >= window)
        {
            moved = moved.RemoveAt(0);
        }

        return moved;
    }
}
