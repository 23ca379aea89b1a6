namespace LbPlatform.State.Routing;

/// <summary>Where a client is sent to. What is not named stays as it was requested; so does the query, always.</summary>
public sealed record RouteRedirect
{
    /// <summary>301, 302, 303, 307 or 308.</summary>
    public int Status { get; init; } = 302;

    /// <summary><c>http</c> or <c>https</c>.</summary>
    public string? Scheme { get; init; }

    /// <summary>The host, without port.</summary>
    public string? Host { get; init; }

    /// <summary>The port; where only the scheme or the host is named, the scheme's own.</summary>
    public int? Port { get; init; }

    /// <summary>The path.</summary>
    public PathRewrite? Path { get; init; }
}
