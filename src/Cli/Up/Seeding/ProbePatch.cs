namespace LbPlatform.Cli.Up.Seeding;

/// <summary>From the probe flags of a start to the change of the platform's settings. Pure.</summary>
internal static class ProbePatch
{
    /// <summary>
    /// What to change. A time that was not given and would outlast the new interval is shortened to it, because a
    /// probe must end before the next begins.
    /// </summary>
    public static ProbeOverrides For(ProbeOverrides asked, ProbeSettings current)
    {
        var interval = asked.Interval ?? current.Interval;
        return asked with
        {
            Timeout = asked.Timeout ?? ShortenedTo(interval, current.Timeout),
            FastInterval = asked.FastInterval ?? ShortenedTo(interval, current.FastInterval),
        };
    }

    private static TimeSpan? ShortenedTo(TimeSpan interval, TimeSpan current) =>
        current > interval ? interval : null;
}
