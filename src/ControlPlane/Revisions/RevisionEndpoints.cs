namespace LbPlatform.ControlPlane.Revisions;

/// <summary>/revisions: who changed what, when.</summary>
internal static class RevisionEndpoints
{
    public static void MapRevisions(this IEndpointRouteBuilder endpoints)
    {
        var revisions = endpoints.MapGroup("/revisions").WithTags("Revisions");
        revisions
            .MapGet("/", List)
            .WithName("ListRevisions")
            .WithSummary("Every change of the configuration, newest first")
            .Describe("limit", "cursor")
            .Produces<Page<RevisionResponse>>()
            .Refuses(400, 503);
        revisions
            .MapGet("/{number}", Get)
            .WithName("GetRevision")
            .WithSummary("What one revision changed, and who did it")
            .WithPathExample("1")
            .Produces<RevisionResponse>()
            .Refuses(404, 503);
    }

    private static IResult List(HttpRequest request, ConfigurationStore store)
    {
        var errors = new List<FieldError>();
        var query = new QueryReader(request.Query, errors);
        var page = PageRequest.Read(query);
        query.RefuseOthers();
        if (errors.Count > 0)
        {
            return new ProblemResult(Problem.Of(errors));
        }

        var before = page.After is var (number, _) ? new Revision(number) : (Revision?)null;
        var entries = store.ReadRevisions(before, page.Limit + 1);
        var shown = entries.Take(page.Limit).Select(RevisionResponse.Of).ToList();
        var next =
            entries.Count > page.Limit ? PageRequest.Next(request, shown[^1].Revision) : null;
        return new Answer(200, new Page<RevisionResponse>(shown, next));
    }

    private static IResult Get(string number, ConfigurationStore store)
    {
        var entry =
            long.TryParse(number, out var wanted) && wanted is > 0 and < long.MaxValue
                ? store.ReadRevisions(new Revision(wanted).Next, 1)
                : [];
        return entry is [{ } found] && found.Revision.Value == wanted
            ? new Answer(200, RevisionResponse.Of(found))
            : new ProblemResult(
                Problem.Of(
                    Problems.NotFound,
                    $"There is no revision '{Shown.Short(number)}'. The last is {store.Current.Revision}; GET /revisions lists them."
                )
            );
    }
}
