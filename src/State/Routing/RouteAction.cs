namespace LbPlatform.State.Routing;

/// <summary>
/// What a route does with its requests beside sending them to its one pool. A route names one thing that answers: its
/// pool, a <see cref="Split"/>, a <see cref="Redirect"/> or an <see cref="Answer"/>.
/// </summary>
public sealed record RouteAction
{
    /// <summary>The route's pool answers, and nothing is edited.</summary>
    public static RouteAction Forward { get; } = new();

    /// <summary>Several pools answer, each its share.</summary>
    public RouteSplit? Split { get; init; }

    /// <summary>The client is sent elsewhere.</summary>
    public RouteRedirect? Redirect { get; init; }

    /// <summary>The data plane itself answers.</summary>
    public FixedAnswer? Answer { get; init; }

    /// <summary>Another pool gets a copy of the requests, and its answers are thrown away.</summary>
    public RouteMirror? Mirror { get; init; }

    /// <summary>The path that backends see; <c>null</c>: the client's.</summary>
    public PathRewrite? Path { get; init; }

    /// <summary>The host, with port if need be, that backends see in Host; <c>null</c>: the client's.</summary>
    public string? Host { get; init; }

    /// <summary>Edits of the headers that backends see.</summary>
    public HeaderEdits RequestHeaders { get; init; } = HeaderEdits.None;

    /// <summary>Edits of the headers that clients see, also of redirects and fixed answers.</summary>
    public HeaderEdits ResponseHeaders { get; init; } = HeaderEdits.None;

    /// <summary>How long backends may take.</summary>
    public RouteTimeouts Timeouts { get; init; } = RouteTimeouts.Default;
}
