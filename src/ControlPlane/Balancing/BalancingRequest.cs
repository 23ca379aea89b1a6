namespace LbPlatform.ControlPlane.Balancing;

/// <summary>How a pool's backend is chosen for a request. What is absent or null is the default.</summary>
internal sealed record BalancingRequest
{
    /// <summary>
    /// roundRobin (default), leastRequests, powerOfTwoChoices, random, peakEwma, consistentHash or firstAvailable.
    /// </summary>
    /// <example>leastRequests</example>
    public string? Policy { get; init; }

    /// <summary>What consistentHash keeps together: source (the client's address, default), header, cookie or path.</summary>
    /// <example>header</example>
    public string? HashOn { get; init; }

    /// <summary>The header's or the cookie's name, where hashOn is one.</summary>
    /// <example>X-User</example>
    public string? HashName { get; init; }

    /// <summary>
    /// Most requests in flight that consistentHash gives a backend, in percent of its fair share, 100 to 10000; 0
    /// (default) is unbounded.
    /// </summary>
    /// <example>150</example>
    public int? BoundedLoadPercent { get; init; }

    /// <summary>
    /// sameZone (default): a data plane that is told its zone prefers the backends of it; off. Without effect under
    /// consistentHash, and where a backend names no zone.
    /// </summary>
    /// <example>sameZone</example>
    public string? ZonePreference { get; init; }

    /// <summary>
    /// Where less than this of the zone's weight can serve, in percent, some requests leave the zone, 0 to 100. Default 70;
    /// 0: they stay while anybody of the zone can serve.
    /// </summary>
    /// <example>70</example>
    public int? ZoneSpillBelowPercent { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static BalancingRequest Read(ObjectReader source)
    {
        var read = new BalancingRequest
        {
            Policy = source.Text("policy", "\"leastRequests\""),
            HashOn = source.Text("hashOn", "\"header\""),
            HashName = source.Text("hashName", "\"X-User\""),
            BoundedLoadPercent = source.Integer("boundedLoadPercent", "150"),
            ZonePreference = source.Text("zonePreference", "\"sameZone\""),
            ZoneSpillBelowPercent = source.Integer("zoneSpillBelowPercent", "70"),
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>The request that would set these; it is also how an answer shows them. What has no effect is absent.</summary>
    public static BalancingRequest Of(BalancingSettings settings)
    {
        var isHashed = settings.Policy == BalancingPolicy.ConsistentHash;
        return new()
        {
            Policy = EnumWords.Of(settings.Policy),
            HashOn = isHashed ? EnumWords.Of(settings.HashOn) : null,
            HashName = settings.HashName,
            BoundedLoadPercent = isHashed ? settings.BoundedLoadPercent : null,
            ZonePreference = EnumWords.Of(settings.ZonePreference),
            ZoneSpillBelowPercent = settings.ZoneSpillBelowPercent,
        };
    }
}
