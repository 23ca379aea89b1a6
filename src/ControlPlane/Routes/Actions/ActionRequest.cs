using LbPlatform.State.Routing;

namespace LbPlatform.ControlPlane.Routes.Actions;

/// <summary>
/// What a route does with its requests beside sending them to its pool. One thing answers: the route's pool, split,
/// redirect or answer.
/// </summary>
internal sealed record ActionRequest
{
    /// <summary>Several pools answer, each its share.</summary>
    public SplitRequest? Split { get; init; }

    /// <summary>The client is sent elsewhere.</summary>
    public RedirectRequest? Redirect { get; init; }

    /// <summary>The data plane itself answers.</summary>
    public AnswerRequest? Answer { get; init; }

    /// <summary>Another pool gets a copy of the requests; its answers are thrown away.</summary>
    public MirrorRequest? Mirror { get; init; }

    /// <summary>The path that backends see; the client's by default.</summary>
    public PathRequest? Path { get; init; }

    /// <summary>The host that backends see, with port if need be; the client's by default.</summary>
    /// <example>api.internal.example</example>
    public string? Host { get; init; }

    /// <summary>Edits of the headers that backends see.</summary>
    public HeaderEditsRequest? RequestHeaders { get; init; }

    /// <summary>Edits of the headers that clients see.</summary>
    public HeaderEditsRequest? ResponseHeaders { get; init; }

    /// <summary>How long backends may take.</summary>
    public TimeoutsRequest? Timeouts { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static ActionRequest Read(ObjectReader source)
    {
        const string Headers = "{\"set\":[{\"name\":\"X-Tier\",\"value\":\"beta\"}]}";
        var read = new ActionRequest
        {
            Split = source.Object(
                "split",
                "{\"pools\":[{\"pool\":\"api\",\"weight\":9}]}",
                SplitRequest.Read
            ),
            Redirect = source.Object("redirect", "{\"scheme\":\"https\"}", RedirectRequest.Read),
            Answer = source.Object("answer", "{\"status\":403}", AnswerRequest.Read),
            Mirror = source.Object("mirror", "{\"pool\":\"shadow\"}", MirrorRequest.Read),
            Path = source.Object("path", "{\"prefix\":\"/\"}", PathRequest.Read),
            Host = source.Text("host", "\"api.internal.example\""),
            RequestHeaders = source.Object("requestHeaders", Headers, HeaderEditsRequest.Read),
            ResponseHeaders = source.Object("responseHeaders", Headers, HeaderEditsRequest.Read),
            Timeouts = source.Object("timeouts", "{\"total\":\"30s\"}", TimeoutsRequest.Read),
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>The request that would set this action; it is also how an answer shows it.</summary>
    public static ActionRequest Of(RouteAction action, ConfigurationSnapshot current) =>
        new()
        {
            Split = action.Split is { } split ? SplitRequest.Of(split, current) : null,
            Redirect = action.Redirect is { } redirect ? RedirectRequest.Of(redirect) : null,
            Answer = action.Answer is { } answer ? AnswerRequest.Of(answer) : null,
            Mirror = action.Mirror is { } mirror ? MirrorRequest.Of(mirror, current) : null,
            Path = PathRequest.Of(action.Path),
            Host = action.Host,
            RequestHeaders = HeaderEditsRequest.Of(action.RequestHeaders),
            ResponseHeaders = HeaderEditsRequest.Of(action.ResponseHeaders),
            Timeouts = TimeoutsRequest.Of(action.Timeouts),
        };
}
