namespace LbPlatform.ControlPlane.Http;

/// <summary>/problems: where the type of a refusal points.</summary>
internal static class ProblemEndpoints
{
    public static void MapProblems(this IEndpointRouteBuilder endpoints)
    {
        var problems = endpoints.MapGroup("/problems").WithTags("Problems");
        problems
            .MapGet("/", static () => new Answer(200, new Page<ProblemKind>(Problems.All, null)))
            .WithName("ListProblems")
            .WithSummary("Every kind of refusal")
            .Produces<Page<ProblemKind>>();
        problems
            .MapGet("/{code}", Get)
            .WithName("GetProblem")
            .WithSummary("A kind of refusal by its code")
            .WithPathExample(Problems.Loop.Code)
            .Produces<ProblemKind>()
            .Refuses(404);
    }

    private static IResult Get(string code) =>
        Problems.All.FirstOrDefault(kind => kind.Code == code) is { } found
            ? new Answer(200, found)
            : new ProblemResult(
                Missing.Of(
                    "kind of refusal",
                    code,
                    Problems.All.Select(static kind => kind.Code),
                    "/problems"
                )
            );
}
