using LbPlatform.ControlPlane.Resources;

namespace LbPlatform.ControlPlane.Routes;

/// <summary>/routes: what happens to which requests.</summary>
internal static class RouteEndpoints
{
    private static readonly ResourceDescription Description = new(ResourceWords.Route, "api")
    {
        Filters = ["pool", "q"],
        CreateHint = "its name must be given, and who answers",
        Create = """{"name":"api","pool":"default","match":{"path":"/api"}}""",
        Replace = """{"pool":"default","match":{"hosts":["shop.example"],"path":"/api"}}""",
        Patch =
            """{"limits":{"maxBodyBytes":10485760,"rateLimits":[{"requests":100,"period":"1s"}]}}""",
    };

    public static void AddRoutes(this WebApplicationBuilder builder) =>
        builder.AddResource<State.Model.Route, RouteResponse, RouteApi>();

    public static void MapRoutes(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapResource<State.Model.Route, RouteRequest, RouteResponse>(Description);
}
