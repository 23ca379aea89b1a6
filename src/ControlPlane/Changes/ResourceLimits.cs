namespace LbPlatform.ControlPlane.Changes;

/// <summary>
/// How many resources one platform has at most: what a snapshot, a page and a probe schedule are built for. Pure.
/// </summary>
internal static class ResourceLimits
{
    public const int MostBackends = 20_000;
    public const int MostPools = 1_000;
    public const int MostRoutes = 10_000;

    /// <summary>The refusal of a change that adds beyond a limit; what is beyond already may be changed and removed.</summary>
    public static Problem? Refuse(ConfigurationSnapshot before, ConfigurationSnapshot after) =>
        Refuse("backends", before.Backends.Count, after.Backends.Count, MostBackends)
        ?? Refuse("pools", before.Pools.Count, after.Pools.Count, MostPools)
        ?? Refuse("routes", before.Routes.Count, after.Routes.Count, MostRoutes);

    private static Problem? Refuse(string what, int before, int after, int most) =>
        after > most && after > before
            ? Problem.Of(
                Problems.Limit,
                $"There are {before} {what}, and a platform has at most {most}. Remove some first (GET /{what} lists them), or run a second platform."
            )
            : null;
}
