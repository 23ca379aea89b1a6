using LbPlatform.ControlPlane.Resources;

namespace LbPlatform.ControlPlane.Pools;

/// <summary>/pools: how their backends are chosen, probed and talked to, and what happens when they fail.</summary>
internal static class PoolEndpoints
{
    private static readonly ResourceDescription Description = new(ResourceWords.Pool, "api")
    {
        Filters = ["q"],
        CreateHint = "only its name must be given",
        Create = """{"name":"api","balancing":{"policy":"leastRequests"}}""",
        Replace = """{"probe":{"path":"/"},"resilience":{"slowStart":"30s"}}""",
        Patch = """{"balancing":{"policy":"powerOfTwoChoices"}}""",
    };

    public static void AddPools(this WebApplicationBuilder builder) =>
        builder.AddResource<Pool, PoolResponse, PoolApi>();

    public static void MapPools(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapResource<Pool, PoolRequest, PoolResponse>(Description);
}
