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
            ? new Answer(200, RouteResponse.Of(route, current))
            {
                Tag = route.Revision,
            }.UnlessKnown(request)
            : new ProblemResult(
                Missing.Of(
                    "route",
                    name,
                    current.Routes.Select(static known => known.Name),
                    "/routes"
                )
            );
    }
}
