using LbPlatform.State.Routing;

namespace LbPlatform.ControlPlane.Routes.Matching;

/// <summary>Which requests a route takes: those that meet every condition. What is absent or null matches everything.</summary>
internal sealed record MatchRequest
{
    /// <summary>Hosts without port, any of which must be named: shop.example, or *.shop.example for all below it.</summary>
    /// <example>["shop.example"]</example>
    public IReadOnlyList<string>? Hosts { get; init; }

    /// <summary>The path. Default /.</summary>
    /// <example>/api</example>
    public string? Path { get; init; }

    /// <summary>
    /// prefix (default; by whole segments), exact, or pattern (* or {name} is one segment, ** at the end any number).
    /// </summary>
    /// <example>prefix</example>
    public string? PathKind { get; init; }

    /// <summary>Methods, any of which the request must have.</summary>
    /// <example>["GET"]</example>
    public IReadOnlyList<string>? Methods { get; init; }

    /// <summary>Conditions on headers, all of which must hold.</summary>
    public IReadOnlyList<ConditionRequest>? Headers { get; init; }

    /// <summary>Conditions on query parameters, all of which must hold.</summary>
    public IReadOnlyList<ConditionRequest>? Query { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static MatchRequest Read(ObjectReader source)
    {
        var read = new MatchRequest
        {
            Hosts = source.Texts("hosts", "[\"shop.example\"]"),
            Path = source.Text("path", "\"/api\""),
            PathKind = source.Text("pathKind", "\"prefix\""),
            Methods = source.Texts("methods", "[\"GET\"]"),
            Headers = source
                .Objects("headers", "[{\"name\":\"X-Beta\",\"value\":\"1\"}]")
                ?.ConvertAll(ConditionRequest.Read),
            Query = source
                .Objects("query", "[{\"name\":\"beta\",\"kind\":\"present\"}]")
                ?.ConvertAll(ConditionRequest.Read),
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>The request that would set these conditions; it is also how an answer shows them.</summary>
    public static MatchRequest Of(RouteMatch match) =>
        new()
        {
            Hosts = match.Hosts.Count == 0 ? null : match.Hosts,
            Path = match.Path,
            PathKind = EnumWords.Of(match.PathKind),
            Methods = match.Methods.Count == 0 ? null : match.Methods,
            Headers = ConditionRequest.Of(match.Headers),
            Query = ConditionRequest.Of(match.Query),
        };
}
