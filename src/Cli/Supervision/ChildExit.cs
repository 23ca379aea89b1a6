namespace LbPlatform.Cli.Supervision;

/// <summary>How a child ended that nobody asked to.</summary>
/// <param name="Code">Its exit code; 128 + n where signal n ended it.</param>
/// <param name="RanFor">The time from its start.</param>
/// <param name="WasReady">Whether it, or one before it in its place, ever said that it was ready.</param>
internal sealed record ChildExit(int Code, TimeSpan RanFor, bool WasReady)
{
    private const int SignalOffset = 128;

    /// <summary>The code, with the signal's name where one ended it.</summary>
    public string CodeInWords =>
        (Code - SignalOffset) switch
        {
            2 => $"{Code} (interrupted)",
            6 => $"{Code} (aborted)",
            9 => $"{Code} (killed)",
            11 => $"{Code} (segmentation fault)",
            15 => $"{Code} (terminated)",
            _ => $"{Code}",
        };
}
