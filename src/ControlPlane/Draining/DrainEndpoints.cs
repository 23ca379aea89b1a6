using LbPlatform.ControlPlane.Backends;

namespace LbPlatform.ControlPlane.Draining;

/// <summary>Letting a backend go: POST /backends/{name}/drain, and DELETE, which drains first.</summary>
internal static class DrainEndpoints
{
    public static void AddDraining(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<DrainViews>();
        services.AddSingleton<DrainWait>();
        services.AddSingleton<DrainHandlers>();
        services.AddHostedService<DrainRemover>();
    }

    public static void MapDrains(this IEndpointRouteBuilder endpoints, string example)
    {
        var backends = endpoints.MapGroup("/backends").WithTags("Backends");
        backends
            .MapPost(
                "/{name}/drain",
                static (string name, HttpContext context, DrainHandlers handlers) =>
                    handlers.DrainAsync(name, context)
            )
            .WithName("DrainBackend")
            .WithSummary(
                "Drain a backend and wait for that; PATCH administrativeState to enabled takes it back"
            )
            .WithPathExample(example)
            .Describe("wait", "timeout")
            .DescribesWrite()
            .Produces<BackendResponse>()
            .DescribesChange();
        backends
            .MapDelete(
                "/{name}",
                static (string name, HttpContext context, DrainHandlers handlers) =>
                    handlers.RemoveAsync(name, context)
            )
            .WithName("DeleteBackend")
            .WithSummary("Remove a backend once it is drained; 202 while it is not")
            .WithPathExample(example)
            .Describe("drain", "timeout")
            .DescribesWrite()
            .Produces(204)
            .Produces<BackendResponse>(202)
            .DescribesChange()
            .Refuses(409);
    }
}
