namespace LbPlatform.State.Routing;

/// <summary>What a route may do. Pure.</summary>
internal static class ActionRules
{
    public static void Check(Route route, List<RouteProblem> problems)
    {
        var action = route.Action;
        CheckWho(route, problems);
        if (action.Split is { } split)
        {
            Check(split, problems);
        }

        if (action.Redirect is { } redirect)
        {
            AnswerRules.Check(redirect, route.Match, problems);
        }

        if (action.Answer is { } answer)
        {
            AnswerRules.Check(answer, problems);
        }

        if (action.Mirror is { Percent: < 1 or > 100 })
        {
            problems.Add(new("/action/mirror/percent", "It must be 1 to 100."));
        }

        AnswerRules.Check(action.Path, route.Match, "/action/path", problems);
        if (action.Host is not null && RouteHostRules.RefuseAuthority(action.Host) is { } host)
        {
            problems.Add(new("/action/host", $"The host: {host}."));
        }

        EditRules.Check(action.RequestHeaders, "/action/requestHeaders", problems);
        EditRules.Check(action.ResponseHeaders, "/action/responseHeaders", problems);
        Check(action.Timeouts.Total, "total", problems);
        Check(action.Timeouts.FirstByte, "firstByte", problems);
        Check(action.Timeouts.Activity, "activity", problems);
    }

    private static void CheckWho(Route route, List<RouteProblem> problems)
    {
        var action = route.Action;
        object?[] answerers = [route.PoolId, action.Split, action.Redirect, action.Answer];
        if (answerers.Count(static who => who is not null) != 1)
        {
            problems.Add(
                new(
                    "/pool",
                    "A route needs one who answers, and no second one: a pool, action.split, action.redirect or action.answer."
                )
            );
        }

        if (action is { Redirect: null, Answer: null })
        {
            return;
        }

        object?[] forBackends = [action.Mirror, action.Path, action.Host];
        if (
            forBackends.Any(static part => part is not null)
            || action.RequestHeaders != HeaderEdits.None
            || action.Timeouts != RouteTimeouts.Default
        )
        {
            problems.Add(
                new(
                    "/action",
                    "A redirect or a fixed answer asks no backend: leave mirror, path, host, requestHeaders and timeouts out."
                )
            );
        }
    }

    private static void Check(RouteSplit split, List<RouteProblem> problems)
    {
        const string Place = "/action/split/pools";
        SizeRules.Count(split.Pools.Count, RouteBounds.MostPools, "pools", Place, problems);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < split.Pools.Count; at++)
        {
            var share = split.Pools[at];
            if (share.Weight is < 0 or > RouteBounds.HighestWeight)
            {
                problems.Add(
                    new($"{Place}/{at}/weight", $"It must be 0 to {RouteBounds.HighestWeight}.")
                );
            }

            if (!seen.Add(share.PoolId))
            {
                problems.Add(
                    new($"{Place}/{at}/pool", "The pool is named twice; add the weights.")
                );
            }
        }

        if (split.Pools.All(static share => share.Weight <= 0))
        {
            problems.Add(new(Place, "At least one pool needs a weight above 0."));
        }

        Check(split.Sticky, problems);
    }

    private static void Check(StickyKey? sticky, List<RouteProblem> problems)
    {
        if (sticky is null)
        {
            return;
        }

        var needsName = sticky.On is HashSource.Header or HashSource.Cookie;
        if (!Enum.IsDefined(sticky.On))
        {
            problems.Add(
                new("/action/split/sticky/on", "It must be source, header, cookie or path.")
            );
        }
        else if (
            needsName
                ? !HeaderRules.IsToken(sticky.Name) || sticky.Name!.Length > RouteBounds.LongestName
                : sticky.Name is not null
        )
        {
            problems.Add(
                new(
                    "/action/split/sticky/name",
                    needsName ? "Name the header or cookie." : "Only a header or cookie has a name."
                )
            );
        }
    }

    private static void Check(TimeSpan? timeout, string name, List<RouteProblem> problems)
    {
        if (
            timeout is { } time
            && (time < RouteBounds.ShortestTimeout || time > RouteBounds.LongestTimeout)
        )
        {
            problems.Add(
                new(
                    $"/action/timeouts/{name}",
                    $"It must be {DurationText.Format(RouteBounds.ShortestTimeout)} to {DurationText.Format(RouteBounds.LongestTimeout)}."
                )
            );
        }
    }
}
