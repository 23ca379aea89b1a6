namespace LbPlatform.State.Routing;

/// <summary>Which headers a route may edit, and to what. Pure.</summary>
internal static class EditRules
{
    public static void Check(HeaderEdits edits, string pointer, List<RouteProblem> problems)
    {
        SizeRules.Count(
            edits.Remove.Count,
            RouteBounds.MostEdits,
            "headers",
            $"{pointer}/remove",
            problems
        );
        for (var at = 0; at < edits.Remove.Count; at++)
        {
            CheckName(edits.Remove[at], $"{pointer}/remove/{at}", problems);
        }

        Check(edits.Set, $"{pointer}/set", problems);
        Check(edits.Add, $"{pointer}/add", problems);
    }

    public static void Check(
        ValueList<HeaderField> fields,
        string pointer,
        List<RouteProblem> problems
    )
    {
        SizeRules.Count(fields.Count, RouteBounds.MostEdits, "headers", pointer, problems);
        for (var at = 0; at < fields.Count; at++)
        {
            var field = fields[at];
            CheckName(field.Name, $"{pointer}/{at}/name", problems);
            SizeRules.Value(field.Value, $"{pointer}/{at}/value", problems);
            if (!HeaderRules.IsValue(field.Value))
            {
                problems.Add(
                    new(
                        $"{pointer}/{at}/value",
                        "A header's value is printable ASCII, without spaces at its ends."
                    )
                );
            }
        }
    }

    private static void CheckName(string name, string pointer, List<RouteProblem> problems)
    {
        if (!HeaderRules.IsToken(name) || name.Length > RouteBounds.LongestName)
        {
            problems.Add(new(pointer, $"'{name}' is no header's name."));
        }
        else if (HeaderRules.RefuseToEdit(name) is { } reason)
        {
            problems.Add(new(pointer, $"'{name}' cannot be edited: {reason}."));
        }
    }
}
