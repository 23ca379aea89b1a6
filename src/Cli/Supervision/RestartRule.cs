namespace LbPlatform.Cli.Supervision;

/// <summary>Whether and when a child that ended is started again. Pure.</summary>
internal static class RestartRule
{
    /// <summary>The pause after the first end; each further one doubles it.</summary>
    public static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    /// <summary>A child that ran this long ran well: its earlier ends are forgotten.</summary>
    public static readonly TimeSpan RanWell = TimeSpan.FromSeconds(30);

    /// <summary>A process of this platform that cannot start says why in one line and ends with this code.</summary>
    public const int CannotStart = 1;

    /// <summary>What to do after <paramref name="exit"/>, with <paramref name="endsBefore"/> ends in a row before it.</summary>
    /// <returns><c>null</c> gives up: the child said that it cannot start, and starting it again would not change that.</returns>
    public static Restart? After(ChildExit exit, int endsBefore)
    {
        if (!exit.WasReady && exit.Code == CannotStart)
        {
            return null;
        }

        var ends = exit.RanFor >= RanWell ? 1 : endsBefore + 1;
        return new Restart(DelayAfter(ends), ends);
    }

    private static TimeSpan DelayAfter(int ends)
    {
        var delay = FirstDelay;
        for (var n = 1; n < ends && delay < LongestDelay; n++)
        {
            delay *= 2;
        }

        return delay < LongestDelay ? delay : LongestDelay;
    }

    /// <summary>Start again.</summary>
    /// <param name="Delay">After this pause.</param>
    /// <param name="Ends">The ends in a row so far, this one included.</param>
    internal sealed record Restart(TimeSpan Delay, int Ends);
}
