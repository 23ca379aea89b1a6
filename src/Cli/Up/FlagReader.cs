using System.Globalization;

namespace LbPlatform.Cli.Up;

/// <summary>Reads the values of flags and gathers every error. A value that is wrong reads as not given.</summary>
internal sealed class FlagReader
{
    private readonly List<string> _errors = [];

    public IReadOnlyList<string> Errors => _errors;

    public void Refuse(string error) => _errors.Add(error);

    public int? Port(string flag, string? text) =>
        Number(flag, text, 1, 65535, "is no port; give one from 1 to 65535.");

    public int? Threshold(string flag, string? text) =>
        Number(
            flag,
            text,
            1,
            ProbeSettings.HighestThreshold,
            $"is no threshold; give a number from 1 to {ProbeSettings.HighestThreshold}."
        );

    public TimeSpan? Duration(string flag, string? text, TimeSpan shortest, TimeSpan longest)
    {
        if (text is null)
        {
            return null;
        }

        if (!DurationText.TryParse(text, out var duration))
        {
            var remedy = decimal.TryParse(text, CultureInfo.InvariantCulture, out _)
                ? $"Did you mean '{text}s'?"
                : "Write a number with a unit, for example 500ms, 10s or 5m.";
            Refuse($"{flag} '{text}' is no duration. {remedy}");
            return null;
        }

        if (duration < shortest || duration > longest)
        {
            Refuse(
                $"{flag} {text} is out of bounds; give {DurationText.Format(shortest)} to {DurationText.Format(longest)}."
            );
            return null;
        }

        return duration;
    }

    public StatusRanges? Statuses(string flag, string? text)
    {
        if (text is null || StatusRanges.TryParse(text, out var ranges))
        {
            return text is null ? null : StatusRanges.Parse(text);
        }

        Refuse(
            $"{flag} '{text}' is no set of status codes; write '200' or '200-399' or '200,204'."
        );
        return null;
    }

    public string? Path(string flag, string? text)
    {
        switch (text)
        {
            case null:
                return null;
            case not ['/', ..]:
                Refuse($"{flag} '{text}' must begin with '/'. Did you mean '/{text}'?");
                return null;
            case { Length: > ProbeSettings.LongestPath }:
                Refuse($"{flag} is longer than {ProbeSettings.LongestPath} characters.");
                return null;
            case var _ when text.Any(static c => c is <= ' ' or >= '\x7f'):
                Refuse(
                    $"{flag} '{text}' has characters that a URL has not; write them as %20 and so on."
                );
                return null;
            default:
                return text;
        }
    }

    private int? Number(string flag, string? text, int least, int most, string rule)
    {
        if (text is null)
        {
            return null;
        }

        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        )
        {
            return number;
        }

        Refuse($"{flag} '{text}' {rule}");
        return null;
    }
}
