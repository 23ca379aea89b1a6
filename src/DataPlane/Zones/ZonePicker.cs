using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Eligibility;

namespace LbPlatform.DataPlane.Zones;

/// <summary>
/// Keeps a share of the requests in the zone, evenly mixed: with 70 %, seven of each ten. A request that the one side cannot
/// serve, because it failed on all of them, goes to the other: no zone is worth a lost request.
/// </summary>
internal sealed class ZonePicker(ZoneSplit split, IPicker near, IPicker far, ZoneTurns turns)
    : IPicker
{
    /// <inheritdoc />
    public ZoneSplit? Zones => split;

    /// <inheritdoc />
    public int Cycle =>
        split.NearPercent switch
        {
            ZoneShare.Whole => near.Cycle,
            0 => far.Cycle,
            // The two rotations turn within a third: long, and of no use to anybody who asks.
            _ => 0,
        };

    /// <inheritdoc />
    public BackendState? Pick(in PickRequest request) =>
        turns.NextIsNear(split.NearPercent)
            ? near.Pick(request) ?? far.Pick(request)
            : far.Pick(request) ?? near.Pick(request);
}
