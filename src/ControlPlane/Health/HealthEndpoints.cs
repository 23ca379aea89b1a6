using LbPlatform.ControlPlane.Resources;
using LbPlatform.ControlPlane.Traffic;
using LbPlatform.State.Health;
using LbPlatform.State.Store.Health;

namespace LbPlatform.ControlPlane.Health;

/// <summary>What the poller saw: of all backends at /health, of one below /backends/{name}.</summary>
internal static class HealthEndpoints
{
    public static void AddHealth(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<HealthQueries>();

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        var health = endpoints.MapGroup("").WithTags("Health").Refuses(503);
        health
            .MapGet("/health", Overview)
            .WithName("GetHealth")
            .WithSummary("How all backends are")
            .Describe("limit", "cursor", "status")
            .Produces<HealthOverview>()
            .Refuses(400);
        health
            .MapGet("/backends/{name}/health", Get)
            .WithName("GetBackendHealth")
            .WithSummary("How a backend is, since when and why")
            .WithPathExample("b4")
            .Produces<BackendHealthResponse>()
            .Refuses(404);
        health
            .MapGet("/backends/{name}/probes", ListProbes)
            .WithName("ListProbes")
            .WithSummary("Every probe of a backend, newest first")
            .WithPathExample("b4")
            .Describe("from", "to", "outcome", "limit", "cursor")
            .Produces<Page<ProbeResponse>>()
            .Refuses(400, 404);
        health
            .MapGet("/backends/{name}/transitions", ListTransitions)
            .WithName("ListTransitions")
            .WithSummary("Every flip of a backend's verdict, newest first")
            .WithPathExample("b4")
            .Describe("from", "to", "outcome", "limit", "cursor")
            .Produces<Page<TransitionResponse>>()
            .Refuses(400, 404);
    }

    private static IResult Overview(
        HttpRequest request,
        ConfigurationStore store,
        HealthQueries queries
    )
    {
        var errors = new List<FieldError>();
        var query = new QueryReader(request.Query, errors);
        var page = PageRequest.Read(query);
        var status = query.Word<HealthStatus>("status");
        query.RefuseOthers();
        if (errors.Count > 0)
        {
            return new ProblemResult(Problem.Of(errors));
        }

        var current = store.Current;
        var known = queries.ReadCurrent(null);
        var counts = current.Backends.CountBy(StatusOf).ToDictionary();
        var (items, next) = ResourcePages.Take(
            current.Backends.InOrder.Where(backend =>
                status is null || StatusOf(backend) == status
            ),
            page,
            request
        );
        return new Answer(
            200,
            new HealthOverview(
                counts.GetValueOrDefault(HealthStatus.Healthy),
                counts.GetValueOrDefault(HealthStatus.Unhealthy),
                counts.GetValueOrDefault(HealthStatus.Unknown),
                [
                    .. items.Select(backend =>
                        HealthOverview.Item.Of(
                            backend,
                            current,
                            known.GetValueOrDefault(backend.Id)
                        )
                    ),
                ],
                next
            )
        );

        HealthStatus StatusOf(Backend backend) =>
            known.TryGetValue(backend.Id, out var health)
                ? health.Current.Status
                : HealthStatus.Unknown;
    }

    private static IResult Get(
        string name,
        ConfigurationStore store,
        HealthQueries queries,
        KnownTraffic traffic
    )
    {
        var current = store.Current;
        if (current.Backends.Find(name) is not { } backend)
        {
            return new ProblemResult(
                Absent.Of(ResourceWords.Backend, name, current.Backends, current)
            );
        }

        return new Answer(
            200,
            BackendHealthResponse.Of(
                backend,
                queries.ReadCurrent([backend.Id]).GetValueOrDefault(backend.Id),
                traffic.Of(backend.Id)
            )
        );
    }

    private static IResult ListProbes(
        string name,
        HttpRequest request,
        ConfigurationStore store,
        HealthQueries queries
    ) =>
        History(
            name,
            request,
            store,
            queries.ReadProbes,
            static result => result.CheckedAt,
            ProbeResponse.Of
        );

    private static IResult ListTransitions(
        string name,
        HttpRequest request,
        ConfigurationStore store,
        HealthQueries queries
    ) =>
        History(
            name,
            request,
            store,
            queries.ReadTransitions,
            static flip => flip.At,
            TransitionResponse.Of
        );

    private static IResult History<TEntry, TResponse>(
        string name,
        HttpRequest request,
        ConfigurationStore store,
        Func<string, HistoryQuery, IReadOnlyList<HistoryEntry<TEntry>>> read,
        Func<TEntry, DateTimeOffset> timeOf,
        Func<TEntry, TResponse> show
    )
    {
        var current = store.Current;
        if (current.Backends.Find(name) is not { } backend)
        {
            return new ProblemResult(
                Absent.Of(ResourceWords.Backend, name, current.Backends, current)
            );
        }

        var errors = new List<FieldError>();
        var (query, limit) = HistoryRequest.Read(new QueryReader(request.Query, errors));
        if (errors.Count > 0)
        {
            return new ProblemResult(Problem.Of(errors));
        }

        // One more than is shown tells whether the list goes on.
        var entries = read(backend.Id, query);
        var shown = entries.Take(limit).ToList();
        var next =
            entries.Count > limit
                ? PageRequest.Next(
                    request,
                    timeOf(shown[^1].Value).ToUnixTimeMilliseconds(),
                    $"{shown[^1].Id}"
                )
                : null;
        return new Answer(
            200,
            new Page<TResponse>([.. shown.Select(entry => show(entry.Value))], next)
        );
    }
}
