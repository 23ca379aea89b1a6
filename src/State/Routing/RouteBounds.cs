namespace LbPlatform.State.Routing;

/// <summary>How large the parts of a route may be, so that matching and editing stay cheap.</summary>
public static class RouteBounds
{
    /// <summary>Lowest priority.</summary>
    public const int LowestPriority = -10_000;

    /// <summary>Highest priority.</summary>
    public const int HighestPriority = 10_000;

    /// <summary>Hosts of one route.</summary>
    public const int MostHosts = 64;

    /// <summary>Characters of a host, as DNS bounds it.</summary>
    public const int LongestHost = 253;

    /// <summary>Characters of a path.</summary>
    public const int LongestPath = 1_024;

    /// <summary>Segments of a path.</summary>
    public const int MostSegments = 64;

    /// <summary>Methods of one route.</summary>
    public const int MostMethods = 16;

    /// <summary>Characters of a method.</summary>
    public const int LongestMethod = 32;

    /// <summary>Conditions on headers, and as many on query parameters.</summary>
    public const int MostConditions = 16;

    /// <summary>Characters of a header's or parameter's name.</summary>
    public const int LongestName = 256;

    /// <summary>Characters of a header's or parameter's value.</summary>
    public const int LongestValue = 4_096;

    /// <summary>Pools of a split.</summary>
    public const int MostPools = 16;

    /// <summary>Highest weight of a pool in a split.</summary>
    public const int HighestWeight = 1_000_000;

    /// <summary>Headers that one list of edits, or a fixed answer, names.</summary>
    public const int MostEdits = 32;

    /// <summary>Bytes of a fixed answer's body.</summary>
    public const int LargestBody = 16 * 1_024;

    /// <summary>Shortest time-out.</summary>
    public static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(10);

    /// <summary>Longest time-out.</summary>
    public static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);
}
