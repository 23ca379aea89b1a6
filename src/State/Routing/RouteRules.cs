namespace LbPlatform.State.Routing;

/// <summary>
/// What a route may be, apart from whether its pools exist. The API refuses what breaks these rules, and the data plane
/// leaves out a row that does. Pure.
/// </summary>
public static class RouteRules
{
    /// <summary>Every value that breaks a rule; empty where the route is good.</summary>
    public static IReadOnlyList<RouteProblem> Check(Route route)
    {
        ArgumentNullException.ThrowIfNull(route);
        var problems = new List<RouteProblem>();
        if (route.Priority is < RouteBounds.LowestPriority or > RouteBounds.HighestPriority)
        {
            problems.Add(
                new(
                    "/priority",
                    $"It must be {RouteBounds.LowestPriority} to {RouteBounds.HighestPriority}."
                )
            );
        }

        MatchRules.Check(route.Match, problems);
        ActionRules.Check(route, problems);
        return problems;
    }
}
