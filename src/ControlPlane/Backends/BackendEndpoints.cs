using LbPlatform.ControlPlane.Changes;
using LbPlatform.ControlPlane.Loops;

namespace LbPlatform.ControlPlane.Backends;

/// <summary>/backends: the first hop of the write path.</summary>
internal static class BackendEndpoints
{
    public static void MapBackends(this IEndpointRouteBuilder endpoints)
    {
        var backends = endpoints.MapGroup("/backends").WithTags("Backends");
        backends.MapPost("/", CreateAsync).WithName("CreateBackend");
        backends.MapGet("/", List).WithName("ListBackends");
        backends.MapGet("/{name}", Get).WithName("GetBackend");
        backends.MapPut("/{name}", ReplaceAsync).WithName("ReplaceBackend");
        backends.MapPatch("/{name}", UpdateAsync).WithName("UpdateBackend");
        backends.MapDelete("/{name}", DeleteAsync).WithName("DeleteBackend");
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context,
        Committer committer,
        PlatformListeners listeners
    )
    {
        var (body, refusal) = await JsonBody.ReadAsync(context.Request);
        return body is null
            ? new ProblemResult(refusal!)
            : await committer.CommitAsync(
                context,
                (draft, _) => BackendEdits.Create(draft, body, listeners.Current),
                static (backend, current) =>
                    Show(201, backend, current) with
                    {
                        Location = $"/backends/{backend.Name}",
                    }
            );
    }

    private static Answer List(ConfigurationStore store) =>
        new Answer(
            200,
            new
            {
                Items = store.Current.Backends.Select(backend =>
                    BackendResponse.Of(backend, store.Current)
                ),
            }
        );

    private static IResult Get(string name, ConfigurationStore store)
    {
        var current = store.Current;
        return current.Backends.Find(name) is { } backend
            ? Show(200, backend, current)
            : new ProblemResult(BackendEdits.NotFound(name, current));
    }

    private static async Task<IResult> ReplaceAsync(
        string name,
        HttpContext context,
        Committer committer,
        PlatformListeners listeners
    )
    {
        var (body, refusal) = await JsonBody.ReadAsync(context.Request);
        return body is null
            ? new ProblemResult(refusal!)
            : await committer.CommitAsync(
                context,
                (draft, write) =>
                    BackendEdits.Replace(draft, name, write.Precondition, body, listeners.Current),
                static (backend, current) => Show(200, backend, current)
            );
    }

    private static async Task<IResult> UpdateAsync(
        string name,
        HttpContext context,
        Committer committer,
        PlatformListeners listeners
    )
    {
        var (patch, refusal) = await JsonBody.ReadAsync(context.Request);
        return patch is null
            ? new ProblemResult(refusal!)
            : await committer.CommitAsync(
                context,
                (draft, write) =>
                    BackendEdits.Update(draft, name, write.Precondition, patch, listeners.Current),
                static (backend, current) => Show(200, backend, current)
            );
    }

    private static Task<IResult> DeleteAsync(
        string name,
        HttpContext context,
        Committer committer
    ) =>
        committer.CommitAsync(
            context,
            (draft, write) => BackendEdits.Remove(draft, name, write.Precondition),
            static (_, _) => new Answer(204, null)
        );

    private static Answer Show(int status, Backend backend, ConfigurationSnapshot current) =>
        new(status, BackendResponse.Of(backend, current)) { Tag = backend.Revision };
}
