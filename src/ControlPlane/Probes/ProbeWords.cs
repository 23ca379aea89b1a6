namespace LbPlatform.ControlPlane.Probes;

/// <summary>The words of the API for the choices of a probe.</summary>
internal static class ProbeWords
{
    /// <summary>Every word of a choice, the default first.</summary>
    public static string[] All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];

    /// <summary>The word of a value; methods are written as HTTP writes them.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum =>
        value is ProbeMethod
            ? value.ToString().ToUpperInvariant()
            : value.ToString().ToLowerInvariant();

    /// <summary>The value of a word; what is none is noted.</summary>
    public static T? Choice<T>(string? text, string pointer, List<FieldError> errors)
        where T : struct, Enum
    {
        if (text is null)
        {
            return null;
        }

        var words = All<T>();
        var at = Array.IndexOf(words, text);
        if (at >= 0)
        {
            return Enum.GetValues<T>()[at];
        }

        errors.Add(
            new(
                pointer,
                Problems.BadProbe,
                $"'{Shown.Short(text)}' is not possible here.{NearestNames.Ask(text, words)} Write {string.Join(", ", words)}."
            )
        );
        return null;
    }
}
