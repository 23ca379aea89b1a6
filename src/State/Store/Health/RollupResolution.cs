namespace LbPlatform.State.Store.Health;

/// <summary>The lengths of the buckets that probes are counted in; the value is the length in seconds.</summary>
public enum RollupResolution
{
    /// <summary>One minute.</summary>
    Minute = 60,

    /// <summary>One hour.</summary>
    Hour = 3600,

    /// <summary>One day, from midnight UTC.</summary>
    Day = 86400,
}
