using LbPlatform.ControlPlane.Idempotency;

namespace LbPlatform.ControlPlane.Resources;

/// <summary>The endpoints of a kind of resource: list, read, create, replace, patch, remove.</summary>
internal static class ResourceEndpoints
{
    public static void AddResource<T, TResponse, TApi>(this WebApplicationBuilder builder)
        where T : class, IResource
        where TResponse : class
        where TApi : class, IResourceApi<T, TResponse>
    {
        builder.Services.AddSingleton<IResourceApi<T, TResponse>, TApi>();
        builder.Services.AddSingleton<ResourceHandlers<T, TResponse>>();
    }

    public static void MapResource<T, TRequest, TResponse>(
        this IEndpointRouteBuilder endpoints,
        ResourceDescription description
    )
        where T : class, IResource
        where TRequest : class
        where TResponse : class
    {
        var words = description.Words;
        var group = endpoints.MapGroup(words.Path).WithTags($"{words.Kind}s");
        group.MapReads<T, TResponse>(description);
        group.MapChanges<T, TRequest, TResponse>(description);
        group
            .MapPost(
                "/",
                static (HttpContext context, ResourceHandlers<T, TResponse> handlers) =>
                    handlers.CreateAsync(context)
            )
            .WithName($"Create{words.Kind}")
            .WithSummary($"Add a {words.One}; {description.CreateHint}")
            .AddEndpointFilter<RouteHandlerBuilder, IdempotencyFilter>()
            .Describe(IdempotencyKeys.Header)
            .DescribesWrite<TRequest>(description.Create)
            .Produces<TResponse>(201)
            .Refuses(422);
    }

    private static void MapChanges<T, TRequest, TResponse>(
        this RouteGroupBuilder group,
        ResourceDescription description
    )
        where T : class, IResource
        where TRequest : class
        where TResponse : class
    {
        var words = description.Words;
        group
            .MapPut(
                "/{name}",
                static (
                    string name,
                    HttpContext context,
                    ResourceHandlers<T, TResponse> handlers
                ) => handlers.ReplaceAsync(name, context)
            )
            .WithName($"Replace{words.Kind}")
            .WithSummary($"Replace a {words.One}; what is left out becomes its default")
            .WithPathExample(description.Example)
            .DescribesWrite<TRequest>(description.Replace)
            .Produces<TResponse>()
            .DescribesChange();
        group
            .MapPatch(
                "/{name}",
                static (
                    string name,
                    HttpContext context,
                    ResourceHandlers<T, TResponse> handlers
                ) => handlers.UpdateAsync(name, context)
            )
            .WithName($"Update{words.Kind}")
            .WithSummary(
                $"Change some fields of a {words.One} (merge patch); null means the default"
            )
            .WithPathExample(description.Example)
            .DescribesPatch<TRequest>(description.Patch)
            .Produces<TResponse>();
        if (description.HasOwnRemoval)
        {
            return;
        }

        group
            .MapDelete(
                "/{name}",
                static (
                    string name,
                    HttpContext context,
                    ResourceHandlers<T, TResponse> handlers
                ) => handlers.DeleteAsync(name, context)
            )
            .WithName($"Delete{words.Kind}")
            .WithSummary($"Remove a {words.One}")
            .WithPathExample(description.Example)
            .DescribesWrite()
            .Produces(204)
            .DescribesChange()
            .Refuses(409);
    }

    private static void MapReads<T, TResponse>(
        this RouteGroupBuilder group,
        ResourceDescription description
    )
        where T : class, IResource
        where TResponse : class
    {
        var words = description.Words;
        group
            .MapGet(
                "/",
                static (HttpRequest request, ResourceHandlers<T, TResponse> handlers) =>
                    handlers.List(request)
            )
            .WithName($"List{words.Kind}s")
            .WithSummary($"All {words.Many} or some, oldest first")
            .Describe([.. description.Filters, "limit", "cursor"])
            .Produces<Page<TResponse>>()
            .Refuses(400);
        group
            .MapGet(
                "/{name}",
                static (
                    string name,
                    HttpRequest request,
                    ResourceHandlers<T, TResponse> handlers
                ) => handlers.Get(name, request)
            )
            .WithName($"Get{words.Kind}")
            .WithSummary($"A {words.One} by name or id")
            .WithPathExample(description.Example)
            .Describe("If-None-Match")
            .Produces<TResponse>()
            .Produces(304)
            .Refuses(404);
    }
}
