namespace LbPlatform.DataPlane.Eligibility;

/// <summary>
/// How a backend that returns grows into its share: linearly over the pool's window, from a tenth, as in Envoy with an
/// aggression of 1. Caches fill and code is compiled before it meets everything. Pure.
/// </summary>
internal static class SlowStart
{
    /// <summary>The share that it begins with, in percent: less would tell nothing of whether it works.</summary>
    public const int Least = 10;

    /// <summary>The whole share, in percent.</summary>
    public const int Whole = 100;

    /// <summary>The share after <paramref name="elapsed"/> of <paramref name="window"/>, in percent.</summary>
    public static int PercentAt(TimeSpan elapsed, TimeSpan window) =>
        elapsed >= window ? Whole : Math.Max(Least, (int)(Whole * (elapsed / window)));
}
