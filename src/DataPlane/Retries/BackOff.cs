namespace LbPlatform.DataPlane.Retries;

/// <summary>The pause before another attempt, so that what failed together is not tried again together. Pure.</summary>
internal static class BackOff
{
    /// <summary>How many times as long as the first the longest one is.</summary>
    public const int MostTimes = 10;

    /// <summary>
    /// The pause: between nothing and <paramref name="first"/>, which doubles with each attempt (full jitter:
    /// "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
    /// </summary>
    /// <param name="first">The longest pause before the second attempt.</param>
    /// <param name="attempts">Attempts made so far, 1 or more.</param>
    /// <param name="draw">From 0 to 1.</param>
    public static TimeSpan Of(TimeSpan first, int attempts, double draw) =>
        first * Math.Min(MostTimes, Math.Pow(2, attempts - 1)) * draw;
}
