using LbPlatform.ControlPlane.Addresses;
using LbPlatform.ControlPlane.Changes;
using LbPlatform.ControlPlane.Idempotency;

namespace LbPlatform.ControlPlane.Backends;

/// <summary>/backends: the first hop of the write path.</summary>
internal static class BackendEndpoints
{
    private const string Example = "b4";

    public static void AddBackends(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<BackendViews>();

    public static void MapBackends(this IEndpointRouteBuilder endpoints)
    {
        var backends = endpoints.MapGroup("/backends").WithTags("Backends");
        backends.MapReads();
        backends
            .MapPost("/", CreateAsync)
            .WithName("CreateBackend")
            .WithSummary("Add a backend; only its URL must be given")
            .AddEndpointFilter<RouteHandlerBuilder, IdempotencyFilter>()
            .Describe(IdempotencyKeys.Header)
            .DescribesWrite<BackendRequest>("""{"url":"http://localhost:9004","name":"b4"}""")
            .Produces<BackendResponse>(201)
            .Refuses(422);
        backends
            .MapPut("/{name}", ReplaceAsync)
            .WithName("ReplaceBackend")
            .WithSummary("Replace a backend; what is left out becomes its default")
            .WithPathExample(Example)
            .DescribesWrite<BackendRequest>("""{"url":"http://localhost:9004","pool":"default"}""")
            .Produces<BackendResponse>()
            .DescribesChange();
        backends
            .MapPatch("/{name}", UpdateAsync)
            .WithName("UpdateBackend")
            .WithSummary("Change some fields of a backend (merge patch); null means the default")
            .WithPathExample(Example)
            .DescribesWrite<BackendRequest>("""{"administrativeState":"draining"}""")
            .Produces<BackendResponse>()
            .DescribesChange();
        backends
            .MapDelete("/{name}", DeleteAsync)
            .WithName("DeleteBackend")
            .WithSummary("Remove a backend")
            .WithPathExample(Example)
            .DescribesWrite()
            .Produces(204)
            .DescribesChange();
    }

    private static void MapReads(this RouteGroupBuilder backends)
    {
        backends
            .MapGet("/", List)
            .WithName("ListBackends")
            .WithSummary("All backends or some, oldest first")
            .Describe("pool", "administrativeState", "health", "q", "limit", "cursor")
            .Produces<Page<BackendResponse>>()
            .Refuses(400);
        backends
            .MapGet("/{name}", Get)
            .WithName("GetBackend")
            .WithSummary("A backend by name or id")
            .WithPathExample(Example)
            .Describe("If-None-Match")
            .Produces<BackendResponse>()
            .Produces(304)
            .Refuses(404);
    }

    private static IResult List(HttpRequest request, ConfigurationStore store, BackendViews views)
    {
        var current = store.Current;
        var errors = new List<FieldError>();
        var query = new QueryReader(request.Query, errors);
        var filter = BackendFilter.Read(query, current);
        var page = PageRequest.Read(query);
        query.RefuseOthers();
        if (errors.Count > 0)
        {
            return new ProblemResult(Problem.Of(errors));
        }

        var (items, next) = BackendPages.Take(views.Filter(filter, current), page, request);
        return new Answer(200, new Page<BackendResponse>(views.Show(items, current), next));
    }

    private static IResult Get(
        string name,
        HttpRequest request,
        ConfigurationStore store,
        BackendViews views
    )
    {
        var current = store.Current;
        return current.Backends.Find(name) is { } backend
            ? Tagged(200, backend, views.Show([backend], current)[0]).UnlessKnown(request)
            : new ProblemResult(BackendEdits.NotFound(name, current));
    }

    private static Task<IResult> CreateAsync(
        HttpContext context,
        Committer committer,
        SurroundingsReader surroundings,
        BackendViews views
    ) =>
        committer.CommitAsync(
            context,
            (body, stop) => surroundings.ReadAsync(body, null, stop),
            static (draft, _, body, known) => BackendEdits.Create(draft, body, known),
            (backend, current) =>
                Tagged(201, backend, views.Show([backend], current)[0]) with
                {
                    Location = $"/backends/{backend.Name}",
                }
        );

    private static Task<IResult> ReplaceAsync(
        string name,
        HttpContext context,
        Committer committer,
        SurroundingsReader surroundings,
        BackendViews views
    ) =>
        committer.CommitAsync(
            context,
            (body, stop) => surroundings.ReadAsync(body, name, stop),
            (draft, write, body, known) =>
                BackendEdits.Replace(draft, name, write.Precondition, body, known),
            (backend, current) => Tagged(200, backend, views.Show([backend], current)[0])
        );

    private static Task<IResult> UpdateAsync(
        string name,
        HttpContext context,
        Committer committer,
        SurroundingsReader surroundings,
        BackendViews views
    ) =>
        committer.CommitAsync(
            context,
            (patch, stop) => surroundings.ReadAsync(patch, name, stop),
            (draft, write, patch, known) =>
                BackendEdits.Update(draft, name, write.Precondition, patch, known),
            (backend, current) => Tagged(200, backend, views.Show([backend], current)[0])
        );

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

    private static Answer Tagged(int status, Backend backend, BackendResponse body) =>
        new(status, body) { Tag = backend.Revision };
}
