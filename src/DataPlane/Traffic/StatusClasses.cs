namespace LbPlatform.DataPlane.Traffic;

/// <summary>How classes of status codes are written.</summary>
internal static class StatusClasses
{
    /// <summary>From 1xx on.</summary>
    public static readonly string[] All = ["1xx", "2xx", "3xx", "4xx", "5xx"];
}
