namespace LbPlatform.State.Store.Traffic;

/// <summary>The lengths of the buckets that traffic is counted in; the value is the length in seconds.</summary>
public enum TrafficResolution
{
    /// <summary>One minute.</summary>
    Minute = 60,

    /// <summary>One hour.</summary>
    Hour = 3600,
}
