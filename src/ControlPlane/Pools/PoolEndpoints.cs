using LbPlatform.ControlPlane.Changes;

namespace LbPlatform.ControlPlane.Pools;

/// <summary>/pools: what they are, and how their backends are probed and talked to.</summary>
internal static class PoolEndpoints
{
    public static void MapPools(this IEndpointRouteBuilder endpoints)
    {
        var pools = endpoints.MapGroup("/pools").WithTags("Pools");
        pools
            .MapGet("/", List)
            .WithName("ListPools")
            .WithSummary("All pools, oldest first")
            .Produces<Page<PoolResponse>>();
        pools
            .MapGet("/{name}", Get)
            .WithName("GetPool")
            .WithSummary("A pool by name or id")
            .WithPathExample(Pool.DefaultName)
            .Produces<PoolResponse>()
            .Refuses(404);
        pools
            .MapPatch("/{name}", UpdateAsync)
            .WithName("UpdatePool")
            .WithSummary(
                "Change how the backends of a pool are probed (null inherits) and talked to (null is the default)"
            )
            .WithPathExample(Pool.DefaultName)
            .DescribesWrite<PoolPatch>(
                """{"probe":{"path":"/"},"transport":{"protocol":"http1"}}"""
            )
            .Produces<PoolResponse>()
            .DescribesChange();
    }

    private static Answer List(ConfigurationStore store)
    {
        var current = store.Current;
        return new Answer(
            200,
            new Page<PoolResponse>(
                [.. current.Pools.Select(pool => PoolResponse.Of(pool, current))],
                null
            )
        );
    }

    private static IResult Get(string name, HttpRequest request, ConfigurationStore store)
    {
        var current = store.Current;
        return current.Pools.Find(name) is { } pool
            ? Show(pool, current).UnlessKnown(request)
            : new ProblemResult(PoolEdits.NotFound(name, current));
    }

    private static Task<IResult> UpdateAsync(
        string name,
        HttpContext context,
        Committer committer
    ) =>
        committer.CommitAsync(
            context,
            (draft, write, patch) => PoolEdits.Update(draft, name, write.Precondition, patch),
            Show
        );

    private static Answer Show(Pool pool, ConfigurationSnapshot current) =>
        new(200, PoolResponse.Of(pool, current)) { Tag = pool.Revision };
}
