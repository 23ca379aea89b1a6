using LbPlatform.ControlPlane.Nodes;
using LbPlatform.ControlPlane.Resources;
using LbPlatform.State.Store.Traffic;
using LbPlatform.State.Traffic;
using Microsoft.Extensions.Options;

namespace LbPlatform.ControlPlane.Traffic;

/// <summary>What backends' traffic came to: now, below /backends/{name}, and what data planes tell of it.</summary>
internal static class TrafficEndpoints
{
    public static void AddTraffic(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services
            .AddOptions<TrafficOptions>()
            .BindConfiguration(TrafficOptions.Section)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<TrafficOptions>, TrafficOptionsValidator>();
        services.AddSingleton<TrafficStore>();
        services.AddSingleton<TrafficQueries>();
        services.AddSingleton<TrafficBook>();
        services.AddSingleton<KnownTraffic>();
        services.AddSingleton<TrafficRecorder>();
        services.AddHostedService(static s => s.GetRequiredService<TrafficRecorder>());
    }

    public static void MapTraffic(this IEndpointRouteBuilder endpoints)
    {
        var traffic = endpoints.MapGroup("/backends/{name}/traffic").WithTags("Traffic");
        traffic
            .MapGet("/", Get)
            .WithName("GetBackendTraffic")
            .WithSummary("What became of a backend's requests, by data plane and in sum")
            .WithPathExample("b4")
            .Produces<TrafficResponse>()
            .Refuses(404);
        traffic
            .MapGet("/history", ListHistory)
            .WithName("ListBackendTraffic")
            .WithSummary("A backend's traffic by the minute or hour, newest first")
            .WithPathExample("b4")
            .Describe("from", "to", "resolution", "limit", "cursor")
            .Produces<Page<TrafficBucketResponse>>()
            .Refuses(400, 404, 503);
        endpoints.MapPut("/nodes/{id}/traffic", ReportAsync).ExcludeFromDescription();
    }

    private static IResult Get(string name, ConfigurationStore store, KnownTraffic traffic)
    {
        var current = store.Current;
        if (current.Backends.Find(name) is not { } backend)
        {
            return new ProblemResult(
                Absent.Of(ResourceWords.Backend, name, current.Backends, current)
            );
        }

        return new Answer(200, TrafficResponse.Of(backend.Name, traffic.Of(backend.Id)));
    }

    private static IResult ListHistory(
        string name,
        HttpRequest request,
        ConfigurationStore store,
        TrafficQueries queries
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
        var (query, limit) = TrafficHistoryRequest.Read(new QueryReader(request.Query, errors));
        if (errors.Count > 0)
        {
            return new ProblemResult(Problem.Of(errors));
        }

        var buckets = queries.ReadHistory(backend.Id, query);
        var shown = buckets.Take(limit).ToList();
        return new Answer(
            200,
            new Page<TrafficBucketResponse>(
                [.. shown.Select(TrafficBucketResponse.Of)],
                buckets.Count > limit
                    ? PageRequest.Next(request, shown[^1].At.ToUnixTimeMilliseconds())
                    : null
            )
        );
    }

    private static async Task<IResult> ReportAsync(
        string id,
        HttpRequest request,
        TrafficBook book,
        NodeRegistry registry,
        TimeProvider time
    )
    {
        if (JsonBody.RefuseMediaType(request) is { } wrong)
        {
            return new ProblemResult(wrong);
        }

        // Nodes are bounded, and so is what may be reported under their names.
        if (registry.Look().Nodes.All(node => node.Report.Id != id))
        {
            return new ProblemResult(
                Problem.Of(Problems.NotFound, $"No node '{Shown.Short(id)}' has reported itself.")
            );
        }

        var body = await JsonBody.ReadBytesAsync(request, NodeTraffic.MostBytes);
        if (body is null)
        {
            return new ProblemResult(JsonBody.TooLarge(NodeTraffic.MostBytes));
        }

        var (report, refusal) = TrafficReportReader.Read(body);
        if (report is null)
        {
            return new ProblemResult(refusal!);
        }

        book.Receive(id, report, time.GetUtcNow());
        return new Answer(204, null);
    }
}
