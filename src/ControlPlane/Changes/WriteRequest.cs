namespace LbPlatform.ControlPlane.Changes;

/// <summary>What any write says of itself beside its body.</summary>
/// <param name="Actor">Who changes something, for the audit trail.</param>
/// <param name="DryRun">Whether nothing is to be committed.</param>
/// <param name="Wait">How long to wait for the data planes at most, where the writer asks for a time.</param>
/// <param name="Precondition">What the writer expects of the resource.</param>
internal sealed record WriteRequest(
    string Actor,
    bool DryRun,
    TimeSpan? Wait,
    Precondition Precondition
)
{
    /// <summary>Names the one who changes something.</summary>
    public const string ActorHeader = "LB-Actor";

    private const string UnnamedActor = "api";

    /// <summary>Reads query and headers, noting what is wrong.</summary>
    /// <param name="request">The request.</param>
    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="more">Reads what this kind of write asks for beside.</param>
    public static WriteRequest Read(
        HttpRequest request,
        List<FieldError> errors,
        Action<QueryReader>? more = null
    )
    {
        var query = new QueryReader(request.Query, errors);
        var dryRun = query.Flag("dryRun");
        more?.Invoke(query);
        query.RefuseOthers();
        var match = request.Headers.IfMatch;
        return new WriteRequest(
            ActorOf(request, errors),
            dryRun,
            WaitPreference.Read(request.Headers["Prefer"]),
            match.Count == 0 ? Precondition.None : new(string.Join(',', match.ToArray()))
        );
    }

    private static string ActorOf(HttpRequest request, List<FieldError> errors)
    {
        var actor = request.Headers[ActorHeader].ToString().Trim();
        if (actor.Length == 0)
        {
            return UnnamedActor;
        }

        if (
            actor.Length > ConfigurationStore.LongestActor
            || actor.Any(static c => c is < ' ' or > '~')
        )
        {
            errors.Add(
                new(
                    ActorHeader,
                    Problems.BadHeader,
                    $"An actor's name has at most {ConfigurationStore.LongestActor} printable ASCII characters."
                )
            );
        }

        return actor;
    }
}
