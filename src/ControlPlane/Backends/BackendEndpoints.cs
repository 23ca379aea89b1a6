using LbPlatform.ControlPlane.Draining;
using LbPlatform.ControlPlane.Resources;

namespace LbPlatform.ControlPlane.Backends;

/// <summary>/backends: the first hop of the write path. What happens there is the same for every kind of resource.</summary>
internal static class BackendEndpoints
{
    private static readonly ResourceDescription Description = new(ResourceWords.Backend, "b4")
    {
        Filters = ["pool", "administrativeState", "tier", "zone", "health", "q"],
        CreateHint = "only its URL must be given",
        Create = """{"url":"http://localhost:9004","name":"b4"}""",
        Replace = """{"url":"http://localhost:9004","pool":"default","weight":50}""",
        HasOwnRemoval = true,
        Patch = """{"administrativeState":"draining"}""",
    };

    public static void AddBackends(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<BackendViews>();
        builder.AddResource<Backend, BackendResponse, BackendApi>();
    }

    public static void MapBackends(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapResource<Backend, BackendRequest, BackendResponse>(Description);
        endpoints.MapDrains(Description.Example);
    }
}
