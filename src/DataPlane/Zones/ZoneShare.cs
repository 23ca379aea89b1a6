namespace LbPlatform.DataPlane.Zones;

/// <summary>
/// How much of a pool's traffic stays in the zone: all of it while enough of the zone can serve, in proportion to what is
/// left below that, as Envoy's priority levels do with their over-provisioning factor. Pure.
/// </summary>
internal static class ZoneShare
{
    /// <summary>All of it.</summary>
    public const int Whole = 100;

    /// <summary>
    /// The share that stays, in percent, rounded down: no backend of the zone gets more than 100 / <paramref name="spillBelow"/>
    /// of what it gets while all of them serve.
    /// </summary>
    /// <param name="serving">What of the zone can serve: weights as far as slow start has let them grow.</param>
    /// <param name="whole">The same if all of the zone could.</param>
    /// <param name="spillBelow">Below this percentage of <paramref name="whole"/> some leaves; 0: never.</param>
    public static int PercentOf(long serving, long whole, int spillBelow) =>
        serving <= 0 ? 0
        : serving * 100 >= whole * spillBelow ? Whole
        : (int)(serving * 100 * Whole / (whole * spillBelow));
}
