using System.Collections.Immutable;
using LbPlatform.DataPlane.Actions;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Protection;
using LbPlatform.DataPlane.Routing;
using Route = LbPlatform.State.Model.Route;

namespace LbPlatform.DataPlane.Configuration;

/// <summary>
/// What happens to a request of one route, compiled once per change of the route: any forwarder can carry it out. What a
/// route does not ask for is <c>null</c>, and costs a request nothing but the look.
/// </summary>
internal sealed class RoutePlan
{
    private RoutePlan(Route route, RoutePlan? former, Func<string, PoolState?> pools)
    {
        var action = route.Action;
        Route = route;
        Guard = RouteGuard.Of(route.Limits, former?.Guard);
        Pools = [.. route.AllPoolIds().Select(pools).OfType<PoolState>()];
        Entries = EntriesOf(this);
        Pool = route.PoolId is { } pool ? pools(pool) : null;
        Split = PoolSplit.Of(action.Split, pools);
        Rewriter = TargetRewriter.Of(action.Path, route.Match);
        RequestEdits = HeaderEditor.Of(action.RequestHeaders, action.Host);
        ResponseEdits = HeaderEditor.Of(action.ResponseHeaders);
        Timeouts = TimeoutPlan.Of(action.Timeouts);
        Mirror = MirrorPlan.Of(action.Mirror, pools);
        Answer =
            action.Redirect is { } redirect
                ? new RedirectAnswer(
                    redirect,
                    TargetRewriter.Of(redirect.Path, route.Match),
                    ResponseEdits
                )
            : action.Answer is { } answer ? new FixedRouteAnswer(answer, ResponseEdits)
            : null;
    }

    /// <summary>The route that it was made from.</summary>
    public Route Route { get; }

    /// <summary>Where it stands in the table.</summary>
    public ImmutableArray<RouteEntry> Entries { get; }

    /// <summary>Every pool that it may send something to.</summary>
    public ImmutableArray<PoolState> Pools { get; }

    /// <summary>What its limits ask of a request; <c>null</c> where it has none.</summary>
    public RouteGuard? Guard { get; }

    /// <summary>The pool that answers; <c>null</c> where <see cref="Split"/> chooses it, or none does.</summary>
    public PoolState? Pool { get; }

    /// <summary>Which of several pools answers.</summary>
    public PoolSplit? Split { get; }

    /// <summary>The answer that needs no backend.</summary>
    public IRouteAnswer? Answer { get; }

    /// <summary>The path that backends see.</summary>
    public TargetRewriter? Rewriter { get; }

    /// <summary>The headers that backends see.</summary>
    public HeaderEditor? RequestEdits { get; }

    /// <summary>The headers that clients see.</summary>
    public HeaderEditor? ResponseEdits { get; }

    /// <summary>How long backends may take.</summary>
    public TimeoutPlan? Timeouts { get; }

    /// <summary>Who gets copies.</summary>
    public MirrorPlan? Mirror { get; }

    /// <summary>Compiles <paramref name="route"/>; what <paramref name="former"/> counts goes on.</summary>
    /// <param name="route">A route that breaks no rule.</param>
    /// <param name="former">Its plan so far.</param>
    /// <param name="pools">Finds the pool of an id.</param>
    public static RoutePlan Of(
        Route route,
        RoutePlan? former = null,
        Func<string, PoolState?>? pools = null
    ) => new(route, former, pools ?? (static _ => null));

    private static ImmutableArray<RouteEntry> EntriesOf(RoutePlan plan)
    {
        var match = plan.Route.Match;
        var path = PathPattern.Of(match);
        var conditions = RouteConditions.Of(match);
        return match.Hosts.Count == 0
            ? [new(plan, HostPattern.Any, path, conditions)]
            :
            [
                .. match
                    .Hosts.Select(HostPattern.Of)
                    .Distinct()
                    .Select(host => new RouteEntry(plan, host, path, conditions)),
            ];
    }
}
