namespace LbPlatform.ControlPlane.Nodes;

/// <summary>/nodes: the running processes, and what each says of itself.</summary>
internal static class NodeEndpoints
{
    public static void AddNodes(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<NodeRegistry>();
        builder.Services.AddSingleton<AppliedWait>();
        builder.Services.AddSingleton(static services => new LastGoodCopy<NodeMemory.Known>(
            services.GetRequiredService<StoreOptions>().LastGoodFile("controlplane", "nodes")
        ));
        builder.Services.AddHostedService<NodeMemory>();
    }

    public static void MapNodes(this IEndpointRouteBuilder endpoints)
    {
        var nodes = endpoints.MapGroup("/nodes").WithTags("Nodes");
        nodes
            .MapGet("/", List)
            .WithName("ListNodes")
            .WithSummary("The running processes of the platform, oldest first")
            .Produces<Page<NodeResponse>>();
        nodes.MapPut("/{id}", ReportAsync).ExcludeFromDescription();
    }

    private static Answer List(NodeRegistry registry, ConfigurationStore store)
    {
        var current = store.Current;
        var (known, _) = registry.Look();
        return new Answer(
            200,
            new Page<NodeResponse>(
                [
                    .. known
                        .Where(static node => !node.IsRemembered)
                        .Select(node => NodeResponse.Of(node, registry.IsLive(node), current)),
                ],
                null
            )
        );
    }

    private static async Task<IResult> ReportAsync(
        string id,
        HttpRequest request,
        NodeRegistry registry
    )
    {
        if (JsonBody.RefuseMediaType(request) is { } wrong)
        {
            return new ProblemResult(wrong);
        }

        var body = await JsonBody.ReadBytesAsync(request, NodeReportReader.MostBytes);
        if (body is null)
        {
            return new ProblemResult(JsonBody.TooLarge(NodeReportReader.MostBytes));
        }

        var (report, refusal) = NodeReportReader.Read(id, body);
        if (report is null)
        {
            return new ProblemResult(refusal!);
        }

        registry.Report(report);
        return new Answer(204, null);
    }
}
