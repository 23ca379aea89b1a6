namespace LbPlatform.State.Traffic;

/// <summary>The written form of <see cref="TrafficError"/>.</summary>
public static class TrafficErrorWords
{
    private static readonly string[] Words =
    [
        .. Enum.GetNames<TrafficError>().Select(static name => name.ToLowerInvariant()),
    ];

    /// <summary>Every word, by the value of its error.</summary>
    public static IReadOnlyList<string> All => Words;

    /// <summary>The error's word.</summary>
    public static string ToWord(this TrafficError error) => Words[(int)error];

    /// <summary>The error of a word; <see cref="TrafficError.Error"/> for any other.</summary>
    public static TrafficError Of(string word) =>
        Array.IndexOf(Words, word) is >= 0 and var index ? (TrafficError)index : TrafficError.Error;

    /// <summary>Whether the backend, or the way to it, is at fault.</summary>
    public static bool IsBackends(this TrafficError error) => error != TrafficError.Cancelled;
}
