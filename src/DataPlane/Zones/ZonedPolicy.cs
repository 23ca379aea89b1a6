using System.Collections.Immutable;
using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Zones;

/// <summary>
/// Another policy, applied to the zone of this data plane and to the others apart from each other. Who is near and how many
/// requests stay is worked out per flip, as the pickers are.
/// </summary>
/// <param name="settings">The pool's settings.</param>
/// <param name="zone">The zone of this data plane.</param>
/// <param name="make">Makes the policy; each side has a rotation of its own.</param>
internal sealed class ZonedPolicy(
    BalancingSettings settings,
    string zone,
    Func<BalancingSettings, IBalancingPolicy> make
) : IBalancingPolicy
{
    // Where one works and the others rest, the rest of the zone has no part of the load that anybody would have to bear.
    private readonly int _spillBelow =
        settings.Policy == BalancingPolicy.FirstAvailable ? 0 : settings.ZoneSpillBelowPercent;

    private IBalancingPolicy Near { get; init; } = make(settings);

    private IBalancingPolicy Far { get; init; } = make(settings);

    private ZoneTurns Turns { get; init; } = new();

    /// <inheritdoc />
    public IPicker Over(EligibleBackends eligible) =>
        ZoneSplit.Of(eligible, zone, _spillBelow) is { } split
            ? new ZonePicker(split, Near.Over(split.Near), Far.Over(split.Far), Turns)
            : Near.Over(eligible);

    /// <inheritdoc />
    public IBalancingPolicy Fork() =>
        new ZonedPolicy(settings, zone, make)
        {
            Near = Near.Fork(),
            Far = Far.Fork(),
            Turns = Turns.Fork(),
        };

    /// <inheritdoc />
    public void Reorder(ImmutableArray<BackendState> before, ImmutableArray<BackendState> after)
    {
        Near.Reorder(before, after);
        Far.Reorder(before, after);
    }
}
