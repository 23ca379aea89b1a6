namespace LbPlatform.State.Model;

/// <summary>How a pool's backend is chosen for a request.</summary>
public sealed record BalancingSettings
{
    /// <summary>Longest name of a header or a cookie, in characters.</summary>
    public const int LongestHashName = 64;

    /// <summary>Least load bound: below its fair share no backend could take its part.</summary>
    public const int LeastBoundedLoad = 100;

    /// <summary>Largest load bound, in percent; more would bound nothing.</summary>
    public const int MostBoundedLoad = 10_000;

    /// <summary>
    /// Where too little of a zone is left, unless something else is set: Envoy's over-provisioning factor of 140 % sends
    /// requests elsewhere below 71 %.
    /// </summary>
    public const int DefaultZoneSpillBelow = 70;

    /// <summary>Round robin.</summary>
    public static BalancingSettings Default { get; } = new();

    /// <summary>The rule.</summary>
    public BalancingPolicy Policy { get; init; }

    /// <summary>What keeps requests together under <see cref="BalancingPolicy.ConsistentHash"/>.</summary>
    public HashSource HashOn { get; init; }

    /// <summary>The header's or the cookie's name, where <see cref="HashOn"/> is one.</summary>
    public string? HashName { get; init; }

    /// <summary>
    /// Most requests in flight that consistent hashing gives a backend, in percent of its fair share; 0 is unbounded,
    /// otherwise <see cref="LeastBoundedLoad"/> to <see cref="MostBoundedLoad"/>; 125 to 200 are sensible.
    /// </summary>
    public int BoundedLoadPercent { get; init; }

    /// <summary>
    /// Whether requests stay in the data plane's zone. Without effect under <see cref="BalancingPolicy.ConsistentHash"/>: a
    /// key has one backend, whichever data plane asks.
    /// </summary>
    public ZonePreference ZonePreference { get; init; }

    /// <summary>
    /// Where less than this of the zone's weight can serve, in percent, some requests leave the zone, so that nobody there
    /// gets more than 100 / this of what is usual. 0: they stay while anybody of the zone can serve. At most 100.
    /// <see cref="BalancingPolicy.FirstAvailable"/> goes by 0.
    /// </summary>
    public int ZoneSpillBelowPercent { get; init; } = DefaultZoneSpillBelow;
}
