using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LbPlatform.State.Model;

/// <summary>A set of HTTP status codes, written as <c>200-399</c> or <c>200,204,301-303</c>.</summary>
public sealed class StatusRanges : IEquatable<StatusRanges>
{
    /// <summary>Ranges that one set may have.</summary>
    public const int MostRanges = 16;

    private const int Lowest = 100;
    private const int Highest = 599;

    private readonly ImmutableArray<(int From, int To)> _ranges;

    private StatusRanges(ImmutableArray<(int From, int To)> ranges, string text)
    {
        _ranges = ranges;
        Text = text;
    }

    /// <summary>200-399.</summary>
    public static StatusRanges Default { get; } = Parse("200-399");

    /// <summary>The set as it is written, without white space.</summary>
    public string Text { get; }

    /// <summary>Reads a set; throws <see cref="FormatException"/> with the rule where it is malformed.</summary>
    public static StatusRanges Parse(string text) =>
        TryParse(text, out var ranges)
            ? ranges
            : throw new FormatException(
                $"'{text}' is not a set of status codes. Write codes from {Lowest} to {Highest} and ranges, such as '200-399' or '200,204'."
            );

    /// <summary>Reads a set; false where it is malformed, empty or longer than <see cref="MostRanges"/>.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out StatusRanges? ranges)
    {
        ranges = null;
        var parts = (text ?? "").Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length > MostRanges)
        {
            return false;
        }

        var read = ImmutableArray.CreateBuilder<(int, int)>(parts.Length);
        foreach (var part in parts)
        {
            var ends = part.Split('-');
            if (
                ends.Length > 2
                || !TryReadCode(ends[0], out var from)
                || !TryReadCode(ends[^1], out var to)
                || from > to
            )
            {
                return false;
            }

            read.Add((from, to));
        }

        ranges = new StatusRanges(read.MoveToImmutable(), string.Join(',', parts));
        return true;
    }

    /// <summary>Whether <paramref name="status"/> is in the set.</summary>
    public bool Contains(int status)
    {
        foreach (var (from, to) in _ranges)
        {
            if (status >= from && status <= to)
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc />
    public bool Equals(StatusRanges? other) => other is not null && Text == other.Text;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as StatusRanges);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    /// <inheritdoc />
    public override string ToString() => Text;

    private static bool TryReadCode(string text, out int code) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out code)
        && code is >= Lowest and <= Highest;
}
