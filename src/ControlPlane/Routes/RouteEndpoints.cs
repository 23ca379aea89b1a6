using LbPlatform.ControlPlane.Changes;

namespace LbPlatform.ControlPlane.Routes;

/// <summary>/routes: which requests go to which pool.</summary>
internal static class RouteEndpoints
{
    public static void MapRoutes(this IEndpointRouteBuilder endpoints)
    {
        var routes = endpoints.MapGroup("/routes").WithTags("Routes");
        routes
            .MapGet("/", List)
            .WithName("ListRoutes")
            .WithSummary("All routes, oldest first")
            .Produces<Page<RouteResponse>>();
        routes
            .MapGet("/{name}", Get)
            .WithName("GetRoute")
            .WithSummary("A route by name or id")
            .WithPathExample(State.Model.Route.DefaultName)
            .Produces<RouteResponse>()
            .Refuses(404);
        routes
            .MapPatch("/{name}", UpdateAsync)
            .WithName("UpdateRoute")
            .WithSummary("Change what the requests of a route may take; null is no limit")
            .WithPathExample(State.Model.Route.DefaultName)
            .DescribesPatch<RoutePatch>(
                """{"limits":{"maxBodyBytes":10485760,"rateLimits":[{"requests":100,"period":"1s"}]}}"""
            )
            .Produces<RouteResponse>();
    }

    private static Answer List(ConfigurationStore store)
    {
        var current = store.Current;
        return new Answer(
            200,
            new Page<RouteResponse>(
                [.. current.Routes.Select(route => RouteResponse.Of(route, current))],
                null
            )
        );
    }

    private static IResult Get(string name, HttpRequest request, ConfigurationStore store)
    {
        var current = store.Current;
        return current.Routes.Find(name) is { } route
            ? Show(route, current).UnlessKnown(request)
            : new ProblemResult(RouteEdits.NotFound(name, current));
    }

    private static Task<IResult> UpdateAsync(
        string name,
        HttpContext context,
        Committer committer
    ) =>
        committer.CommitAsync(
            context,
            (draft, write, patch) => RouteEdits.Update(draft, name, write.Precondition, patch),
            Show
        );

    private static Answer Show(State.Model.Route route, ConfigurationSnapshot current) =>
        new(200, RouteResponse.Of(route, current)) { Tag = route.Revision };
}
