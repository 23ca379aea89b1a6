namespace LbPlatform.ControlPlane.Http;

/// <summary>Reads the parameters of a query by name and type, noting every mistake.</summary>
internal sealed class QueryReader(IQueryCollection query, List<FieldError> errors)
{
    private const int LongestText = 2048;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>The parameter as text; <c>null</c> where it is absent or empty.</summary>
    public string? Text(string name)
    {
        _known.Add(name);
        var values = query[name];
        if (values.Count > 1)
        {
            Refuse(name, $"'{name}' is given {values.Count} times. Give it once.");
        }

        var text = values.ToString();
        if (text.Length > LongestText)
        {
            Refuse(name, $"'{name}' has more than {LongestText} characters. Give less.");
            return null;
        }

        return text.Length == 0 ? null : text;
    }

    /// <summary>The parameter as true or false; false where it is absent, true where it has no value.</summary>
    public bool Flag(string name)
    {
        var text = Text(name);
        if (text is null)
        {
            return query.ContainsKey(name);
        }

        if (!bool.TryParse(text, out var flag))
        {
            Refuse(name, $"'{Shown.Short(text)}' is neither true nor false. Write {name}=true.");
        }

        return flag;
    }

    /// <summary>The parameter as true or false; <paramref name="otherwise"/> where it is absent.</summary>
    public bool FlagOr(string name, bool otherwise)
    {
        var isGiven = Flag(name);
        return query.ContainsKey(name) ? isGiven : otherwise;
    }

    /// <summary>The parameter as a number within bounds; <c>null</c> where it is absent.</summary>
    public int? Number(string name, int lowest, int highest)
    {
        var text = Text(name);
        if (text is null)
        {
            return null;
        }

        if (int.TryParse(text, out var number) && number >= lowest && number <= highest)
        {
            return number;
        }

        Refuse(
            name,
            $"'{Shown.Short(text)}' is no number from {lowest} to {highest}. Write for example {name}={highest}."
        );
        return null;
    }

    /// <summary>The parameter as one of a few words.</summary>
    public T? Word<T>(string name)
        where T : struct, Enum
    {
        var text = Text(name);
        if (text is null)
        {
            return null;
        }

        var words = Enum.GetNames<T>().Select(static word => word.ToLowerInvariant()).ToArray();
        var index = Array.IndexOf(words, text);
        if (index >= 0)
        {
            return Enum.GetValues<T>()[index];
        }

        Refuse(
            name,
            $"'{Shown.Short(text)}' is no value of '{name}'.{NearestNames.Ask(text, words)} Write {string.Join(", ", words)}."
        );
        return null;
    }

    /// <summary>The parameter as a duration within bounds; <c>null</c> where it is absent.</summary>
    public TimeSpan? Duration(string name, TimeSpan most)
    {
        var text = Text(name);
        if (text is null)
        {
            return null;
        }

        if (
            DurationText.TryParse(text, out var duration)
            && duration >= TimeSpan.Zero
            && duration <= most
        )
        {
            return duration;
        }

        Refuse(
            name,
            $"'{Shown.Short(text)}' is no time that is possible here. Write a number with a unit, at most {DurationText.Format(most)}, for example {name}=30s."
        );
        return null;
    }

    /// <summary>The parameter as an instant.</summary>
    public DateTimeOffset? Instant(string name)
    {
        var text = Text(name);
        if (text is null)
        {
            return null;
        }

        // A '+' of the offset that was not escaped arrives as a space.
        if (
            DateTimeOffset.TryParse(
                text.Replace(' ', '+'),
                null,
                System.Globalization.DateTimeStyles.AssumeUniversal,
                out var instant
            )
        )
        {
            return instant.ToUniversalTime();
        }

        Refuse(
            name,
            $"'{Shown.Short(text)}' is no time. Write it as RFC 3339 does, for example {name}=2026-01-31T12:00:00Z."
        );
        return null;
    }

    /// <summary>Notes every parameter that was not asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var name in query.Keys.Where(name => !_known.Contains(name)))
        {
            var remedy = NearestNames.Ask(name, _known);
            Refuse(
                Shown.Short(name),
                $"There is no parameter '{Shown.Short(name)}'.{(remedy.Length > 0 ? remedy : $" Known: {string.Join(", ", _known.Order())}.")}"
            );
        }
    }

    public void Refuse(string name, string message) =>
        errors.Add(new(name, Problems.BadQuery, message));
}
