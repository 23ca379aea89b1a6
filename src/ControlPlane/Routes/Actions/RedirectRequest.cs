using LbPlatform.State.Routing;

namespace LbPlatform.ControlPlane.Routes.Actions;

/// <summary>Where a client is sent to. What is not named stays as it was requested; so does the query.</summary>
internal sealed record RedirectRequest
{
    /// <summary>301, 302 (default), 303, 307 or 308.</summary>
    /// <example>308</example>
    public int? Status { get; init; }

    /// <summary>http or https.</summary>
    /// <example>https</example>
    public string? Scheme { get; init; }

    /// <summary>The host, without port.</summary>
    /// <example>www.shop.example</example>
    public string? Host { get; init; }

    /// <summary>The port; where only scheme or host is named, the scheme's own.</summary>
    /// <example>8443</example>
    public int? Port { get; init; }

    /// <summary>The path.</summary>
    public PathRequest? Path { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static RedirectRequest Read(ObjectReader source)
    {
        var read = new RedirectRequest
        {
            Status = source.Integer("status", "308"),
            Scheme = source.Text("scheme", "\"https\""),
            Host = source.Text("host", "\"www.shop.example\""),
            Port = source.Integer("port", "8443"),
            Path = source.Object("path", "{\"full\":\"/new\"}", PathRequest.Read),
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>The request that would set this redirect.</summary>
    public static RedirectRequest Of(RouteRedirect redirect) =>
        new()
        {
            Status = redirect.Status,
            Scheme = redirect.Scheme,
            Host = redirect.Host,
            Port = redirect.Port,
            Path = PathRequest.Of(redirect.Path),
        };
}
