namespace LbPlatform.ControlPlane.Balancing;

/// <summary>What keeps a pool's preference for the data plane's zone from having an effect. Pure.</summary>
internal static class ZoneWarnings
{
    /// <summary>Backends that are named in one warning.</summary>
    public const int MostNamed = 3;

    /// <summary>One where some backends of a tier name their zone and others do not; none where all or no backends do.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="backends">Its backends.</param>
    public static IEnumerable<string> Of(Pool pool, IEnumerable<Backend> backends)
    {
        if (
            pool.Balancing.ZonePreference != ZonePreference.SameZone
            || pool.Balancing.Policy == BalancingPolicy.ConsistentHash
        )
        {
            return [];
        }

        string[] unnamed =
        [
            .. backends
                .Where(static backend =>
                    backend.Weight > 0
                    && backend.AdministrativeState != AdministrativeState.Disabled
                )
                .GroupBy(static backend => backend.Tier)
                .Where(static tier => tier.Any(static backend => backend.Zone is not null))
                .SelectMany(static tier => tier.Where(static backend => backend.Zone is null))
                .Select(static backend => $"'{backend.Name}'"),
        ];
        return unnamed.Length == 0 ? [] : [Tell(unnamed)];
    }

    private static string Tell(string[] unnamed) =>
        $"balancing.zonePreference has no effect while backends of a tier name no zone: {string.Join(", ", unnamed.Take(MostNamed))}{(unnamed.Length > MostNamed ? $" and {unnamed.Length - MostNamed} others" : "")}. Set the zone of all of them.";
}
