using System.Text.Json;

namespace LbPlatform.State.Store.Traffic;

/// <summary>How counts by bucket are written in a row: a JSON array without the zeros at its end. Pure.</summary>
internal static class LatencyText
{
    /// <summary>The text of the counts.</summary>
    public static string Of(IReadOnlyList<long> counts)
    {
        var length = counts.Count;
        while (length > 0 && counts[length - 1] == 0)
        {
            length--;
        }

        return $"[{string.Join(',', counts.Take(length))}]";
    }

    /// <summary>The counts of a text; none where there is no text.</summary>
    public static IReadOnlyList<long> Parse(string? text) =>
        text is null ? [] : JsonSerializer.Deserialize<long[]>(text) ?? [];
}
