namespace LbPlatform.State.Health;

/// <summary>The written form of <see cref="ProbeOutcome"/>, and what each outcome means for a verdict.</summary>
public static class ProbeOutcomeWords
{
    private static readonly string[] Words =
    [
        .. Enum.GetNames<ProbeOutcome>().Select(static name => name.ToLowerInvariant()),
    ];

    /// <summary>The outcome's word.</summary>
    public static string ToWord(this ProbeOutcome outcome) => Words[(int)outcome];

    /// <summary>The outcome of a word; throws <see cref="FormatException"/> for any other text.</summary>
    public static ProbeOutcome Parse(string word) =>
        Array.IndexOf(Words, word) is >= 0 and var index
            ? (ProbeOutcome)index
            : throw new FormatException($"'{word}' is no probe outcome.");

    /// <summary>Whether the backend answered as it should.</summary>
    public static bool IsPass(this ProbeOutcome outcome) =>
        outcome is ProbeOutcome.Ok or ProbeOutcome.Slow;

    /// <summary>Whether the outcome is the poller's own fault and must change no verdict.</summary>
    public static bool IsInconclusive(this ProbeOutcome outcome) =>
        outcome is ProbeOutcome.Cancelled or ProbeOutcome.Error;
}
