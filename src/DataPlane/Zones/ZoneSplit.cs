using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Zones;

/// <summary>A pool's eligible backends as one zone sees them. Immutable.</summary>
/// <param name="Near">Those of the zone.</param>
/// <param name="Far">Those of the others.</param>
/// <param name="NearPercent">The share of requests that stays in the zone.</param>
internal sealed record ZoneSplit(EligibleBackends Near, EligibleBackends Far, int NearPercent)
{
    /// <summary>
    /// Splits the tier that serves; <c>null</c> where zones play no part: nobody is eligible, all are of one zone, none is of
    /// this one, one names no zone (while zones are being named, the first backend would get everything), or verdicts are
    /// disregarded, so that nobody knows what is left of the zone.
    /// </summary>
    /// <param name="eligible">Who may serve.</param>
    /// <param name="zone">The zone of this data plane.</param>
    /// <param name="spillBelow">Below this percentage of the zone's weight some leaves.</param>
    public static ZoneSplit? Of(EligibleBackends eligible, string zone, int spillBelow)
    {
        if (eligible.Count == 0 || eligible.IsPanic)
        {
            return null;
        }

        var (near, far) = (0L, 0L);
        foreach (var backend in eligible.All)
        {
            if (!Counts(backend, eligible.Members[0].Tier))
            {
                continue;
            }

            switch (backend.Zone)
            {
                case null:
                    return null;
                case var other when other == zone:
                    near += backend.Weight;
                    break;
                default:
                    far += backend.Weight;
                    break;
            }
        }

        return near == 0 || far == 0 ? null : Of(eligible, zone, near, spillBelow);
    }

    private static ZoneSplit Of(EligibleBackends eligible, string zone, long weight, int spillBelow)
    {
        var near = eligible.Only(backend => backend.Zone == zone);
        var far = eligible.Only(backend => backend.Zone != zone);
        var percent =
            far.Count == 0
                ? ZoneShare.Whole
                : ZoneShare.PercentOf(
                    near.Members.Sum(static backend => (long)backend.Share),
                    weight * SlowStart.Whole,
                    spillBelow
                );
        return new(near, far, percent);
    }

    /// <summary>
    /// Whether it is a part of what its zone is meant to have. One that drains is: the others bear its part. A disabled one,
    /// or one of weight 0, is not: it may stay that way.
    /// </summary>
    private static bool Counts(BackendState backend, int tier) =>
        backend.Tier == tier && backend.Weight > 0 && backend.Wish != AdministrativeState.Disabled;
}
