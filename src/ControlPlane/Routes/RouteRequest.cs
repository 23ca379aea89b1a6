using System.Text.Json.Nodes;
using LbPlatform.ControlPlane.Routes.Actions;
using LbPlatform.ControlPlane.Routes.Matching;

namespace LbPlatform.ControlPlane.Routes;

/// <summary>A route as somebody wants it. The name must be given, and who answers: pool, or one of action.</summary>
internal sealed record RouteRequest
{
    /// <summary>Unique.</summary>
    /// <example>api</example>
    public string? Name { get; init; }

    /// <summary>Name or id of the pool that answers, unless action.split, action.redirect or action.answer does.</summary>
    /// <example>default</example>
    public string? Pool { get; init; }

    /// <summary>
    /// Who takes a request that several routes match: the highest, among equals the narrower; -10000 to 10000. Default 0.
    /// </summary>
    /// <example>0</example>
    public int? Priority { get; init; }

    /// <summary>Which requests it takes; all by default.</summary>
    public MatchRequest? Match { get; init; }

    /// <summary>What it does with them beside sending them to its pool.</summary>
    public ActionRequest? Action { get; init; }

    /// <summary>What its requests may take; no limits by default.</summary>
    public LimitsRequest? Limits { get; init; }

    /// <summary>Reads a body, noting what has the wrong type or is unknown.</summary>
    public static RouteRequest Read(JsonObject body, List<FieldError> errors)
    {
        var source = new ObjectReader(body, "", errors);
        source.Ignore("id", "createdAt", "updatedAt", "revision");
        var read = new RouteRequest
        {
            Name = source.Text("name", "\"api\""),
            Pool = source.Text("pool", "\"default\""),
            Priority = source.Integer("priority", "0"),
            Match = source.Object("match", "{\"path\":\"/api\"}", MatchRequest.Read),
            Action = source.Object(
                "action",
                "{\"redirect\":{\"scheme\":\"https\"}}",
                ActionRequest.Read
            ),
            Limits = source.Object("limits", "{\"maxBodyBytes\":10485760}", LimitsRequest.Read),
        };
        source.RefuseOthers();
        return read;
    }
}
