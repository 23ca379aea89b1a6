namespace LbPlatform.ControlPlane.Http;

/// <summary>
/// The rules that values of any part of a resource follow: what breaks one is noted, with what to write instead, and
/// left out. Pure but for the errors that it adds.
/// </summary>
/// <param name="kind">What a value out of bounds is refused as.</param>
/// <param name="pointer">Where the part stands.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class FieldRules(ProblemKind kind, string pointer, List<FieldError> errors)
{
    /// <summary>The rules of a part of this part.</summary>
    public FieldRules Of(string name) => new(kind, PointerTo(name), errors);

    /// <summary>A number within bounds, or <c>null</c>.</summary>
    public int? Number(int? number, string name, int least, int most) =>
        (int?)Number((long?)number, name, least, most);

    /// <summary>A number within bounds, or <c>null</c>.</summary>
    public long? Number(long? number, string name, long least, long most)
    {
        if (number is null || (number >= least && number <= most))
        {
            return number;
        }

        Refuse(name, $"{number} is out of bounds. Write a number from {least} to {most}.");
        return null;
    }

    /// <summary>A number within bounds or 0, which switches something off, or <c>null</c>.</summary>
    public int? NumberOrOff(int? number, string name, int least, int most)
    {
        if (number is null or 0 || (number >= least && number <= most))
        {
            return number;
        }

        Refuse(
            name,
            $"{number} is out of bounds. Write a number from {least} to {most}, or 0 to switch it off."
        );
        return null;
    }

    /// <summary>A duration within bounds, in whole milliseconds as the store keeps it, or <c>null</c>.</summary>
    public TimeSpan? Duration(string? text, string name, TimeSpan least, TimeSpan most)
    {
        if (text is null)
        {
            return null;
        }

        if (DurationText.TryParse(text, out var duration))
        {
            var kept = TimeSpan.FromMilliseconds(Math.Floor(duration.TotalMilliseconds));
            if (kept >= least && kept <= most)
            {
                return kept;
            }
        }

        Refuse(
            name,
            $"'{Shown.Short(text)}' is no time that is possible here. Write a number with a unit, from {DurationText.Format(least)} to {DurationText.Format(most)}."
        );
        return null;
    }

    /// <summary>A duration within bounds or 0s, which switches something off, or <c>null</c>.</summary>
    public TimeSpan? DurationOrOff(string? text, string name, TimeSpan least, TimeSpan most)
    {
        if (DurationText.TryParse(text, out var duration) && duration == TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }

        return Duration(text, name, least, most);
    }

    /// <summary>The value of a word, or <c>null</c>.</summary>
    public T? Word<T>(string? text, string name)
        where T : struct, Enum
    {
        if (text is null)
        {
            return null;
        }

        var words = EnumWords.All<T>();
        var at = Array.IndexOf(words, text);
        if (at >= 0)
        {
            return Enum.GetValues<T>()[at];
        }

        errors.Add(
            new(
                PointerTo(name),
                Problems.BadValue,
                $"'{Shown.Short(text)}' is not possible here.{NearestNames.Ask(text, words)} Write {string.Join(", ", words)}."
            )
        );
        return null;
    }

    /// <summary>A text that must be there; empty where it is not, which is noted.</summary>
    public string Require(string? text, string name, string example)
    {
        // A text of the wrong type is noted already.
        if (text is null && !errors.Exists(error => error.Pointer == PointerTo(name)))
        {
            errors.Add(
                new(
                    PointerTo(name),
                    Problems.Required,
                    $"Give a '{name}', for example '{example}'."
                )
            );
        }

        return text ?? "";
    }

    /// <summary>Where a value of the part stands.</summary>
    public string PointerTo(string name) => $"{pointer}/{name}";

    /// <summary>Notes what is wrong with a value.</summary>
    public void Refuse(string name, string message) =>
        errors.Add(new(PointerTo(name), kind, message));
}
