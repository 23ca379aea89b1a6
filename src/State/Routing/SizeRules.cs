namespace LbPlatform.State.Routing;

/// <summary>How many there may be of something in a route, and how long. Pure.</summary>
internal static class SizeRules
{
    public static void Count(
        int count,
        int most,
        string what,
        string pointer,
        List<RouteProblem> problems
    )
    {
        if (count > most)
        {
            problems.Add(new(pointer, $"{count} {what} are given; at most {most} are possible."));
        }
    }

    public static void Name(string? name, string pointer, List<RouteProblem> problems)
    {
        if (string.IsNullOrEmpty(name) || name.Length > RouteBounds.LongestName)
        {
            problems.Add(new(pointer, $"A name has 1 to {RouteBounds.LongestName} characters."));
        }
    }

    public static void Value(string? value, string pointer, List<RouteProblem> problems)
    {
        if (value is null || value.Length > RouteBounds.LongestValue)
        {
            problems.Add(
                new(pointer, $"A value has at most {RouteBounds.LongestValue} characters.")
            );
        }
    }
}
