using LbPlatform.ControlPlane.Nodes;
using LbPlatform.State.Explanations;
using LbPlatform.State.Nodes;

namespace LbPlatform.ControlPlane.Explanations;

/// <summary>/explain: what would become of a request, and why. A data plane answers, with the code that serves.</summary>
internal static class ExplainEndpoints
{
    private const string Example = """
        {"method": "GET", "host": "shop.example", "path": "/cart?id=1", "headers": {"X-User": "u1"}, "client": "203.0.113.7"}
        """;

    public static void AddExplanations(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<DataPlaneClient>();

    public static void MapExplanations(this IEndpointRouteBuilder endpoints) =>
        endpoints
            .MapGroup("/explain")
            .WithTags("Explain")
            .MapPost("/", ExplainAsync)
            .WithName("ExplainRequest")
            .WithSummary(
                "What would become of a request: its route, who could get it, why the others not"
            )
            .Describe("node")
            .Accepts<ExplainRequest>(JsonBody.Json)
            .WithMetadata(new EndpointDescription([], BodyExample: Example))
            .Produces<Explanation>()
            .Refuses(400, 404, 413, 415, 503, 504);

    private static async Task<IResult> ExplainAsync(
        HttpContext context,
        NodeRegistry registry,
        DataPlaneClient dataPlanes
    )
    {
        var (body, refusal) = await JsonBody.ReadAsync(context.Request);
        if (body is null)
        {
            return new ProblemResult(refusal!);
        }

        var errors = new List<FieldError>();
        var query = new QueryReader(context.Request.Query, errors);
        var name = query.Text("node");
        query.RefuseOthers();
        var asked = ExplainBody.Read(new ObjectReader(body, "", errors), errors);
        if (errors.Count > 0)
        {
            return new ProblemResult(Problem.Of(errors));
        }

        var (node, nobody) = Choose(registry, name);
        if (node is null)
        {
            return new ProblemResult(nobody!);
        }

        var (explanation, failure) = await dataPlanes.ExplainAsync(
            node,
            asked,
            context.RequestAborted
        );
        return explanation is null
            ? new ProblemResult(failure!)
            : new Answer(StatusCodes.Status200OK, explanation);
    }

    /// <summary>The data plane with that id; where none is named, of the live ones the one that is furthest.</summary>
    private static (NodeReport? Node, Problem? Refusal) Choose(NodeRegistry registry, string? name)
    {
        List<Node> live =
        [
            .. registry
                .Look()
                .Nodes.Where(node =>
                    node
                        is {
                            IsRemembered: false,
                            Report: { Kind: NodeKind.DataPlane, AdminUrl: not null }
                        }
                    && registry.IsLive(node)
                ),
        ];
        if (name is null)
        {
            return live.MaxBy(static node => node.Report.AppliedRevision) is { } furthest
                ? (furthest.Report, null)
                : (null, NoDataPlane());
        }

        return live.Find(node => node.Report.Id == name) is { } named
            ? (named.Report, null)
            : (
                null,
                Missing.Of(
                    "live data plane",
                    name,
                    live.Select(static node => node.Report.Id),
                    "/nodes"
                )
            );
    }

    private static Problem NoDataPlane() =>
        Problem.Of(
            Problems.NoDataPlane,
            "No data plane reports, and only one that serves can say what becomes of a request. Start one: lb up. GET /nodes says who is there."
        ) with
        {
            RetryAfter = NodeReporter.HeartbeatInterval,
        };
}
