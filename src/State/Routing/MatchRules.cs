namespace LbPlatform.State.Routing;

/// <summary>What a route's conditions may be. Pure.</summary>
internal static class MatchRules
{
    public static void Check(RouteMatch match, List<RouteProblem> problems)
    {
        CheckHosts(match.Hosts, problems);
        if (!Enum.IsDefined(match.PathKind))
        {
            problems.Add(new("/match/pathKind", "It must be prefix, exact or pattern."));
        }

        if (PathRules.RefuseMatch(match.Path, match.PathKind) is { } path)
        {
            problems.Add(new("/match/path", $"The path: {path}."));
        }

        CheckMethods(match.Methods, problems);
        CheckConditions(match.Headers, "/match/headers", areHeaders: true, problems);
        CheckConditions(match.Query, "/match/query", areHeaders: false, problems);
    }

    private static void CheckHosts(ValueList<string> hosts, List<RouteProblem> problems)
    {
        SizeRules.Count(hosts.Count, RouteBounds.MostHosts, "hosts", "/match/hosts", problems);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < hosts.Count; at++)
        {
            var refusal = RouteHostRules.RefuseMatch(hosts[at]);
            if (refusal is null && !seen.Add(hosts[at]))
            {
                refusal = $"'{hosts[at]}' is named twice";
            }

            if (refusal is not null)
            {
                problems.Add(new($"/match/hosts/{at}", $"The host: {refusal}."));
            }
        }
    }

    private static void CheckMethods(ValueList<string> methods, List<RouteProblem> problems)
    {
        SizeRules.Count(
            methods.Count,
            RouteBounds.MostMethods,
            "methods",
            "/match/methods",
            problems
        );
        for (var at = 0; at < methods.Count; at++)
        {
            if (!HeaderRules.IsToken(methods[at]) || methods[at].Length > RouteBounds.LongestMethod)
            {
                problems.Add(
                    new(
                        $"/match/methods/{at}",
                        $"'{methods[at]}' is no method: write it as in a request, such as GET, with at most {RouteBounds.LongestMethod} characters."
                    )
                );
            }
        }
    }

    private static void CheckConditions(
        ValueList<FieldMatch> conditions,
        string pointer,
        bool areHeaders,
        List<RouteProblem> problems
    )
    {
        SizeRules.Count(
            conditions.Count,
            RouteBounds.MostConditions,
            "conditions",
            pointer,
            problems
        );
        for (var at = 0; at < conditions.Count; at++)
        {
            var condition = conditions[at];
            if (areHeaders && !HeaderRules.IsToken(condition.Name))
            {
                problems.Add(
                    new($"{pointer}/{at}/name", $"'{condition.Name}' is no header's name.")
                );
            }

            SizeRules.Name(condition.Name, $"{pointer}/{at}/name", problems);
            SizeRules.Value(condition.Value, $"{pointer}/{at}/value", problems);
            if (!Enum.IsDefined(condition.Kind))
            {
                problems.Add(
                    new(
                        $"{pointer}/{at}/kind",
                        "It must be exact, prefix, contains, present or absent."
                    )
                );
            }
        }
    }
}
