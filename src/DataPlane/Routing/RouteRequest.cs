using LbPlatform.DataPlane.Forwarding;

namespace LbPlatform.DataPlane.Routing;

/// <summary>What of a request routes look at.</summary>
internal readonly ref struct RouteRequest
{
    /// <summary>The request as the server has read it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="target">Its target in origin form, as <see cref="RequestTarget"/> made it.</param>
    public RouteRequest(HttpRequest request, ReadOnlySpan<char> target)
        : this(request.Method, request.Headers.Host.ToString(), target, request.Headers) { }

    /// <summary>A request.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="host">Its Host field, port included; empty where it has none.</param>
    /// <param name="target">Its target in origin form, as <see cref="RequestTarget"/> made it.</param>
    /// <param name="headers">Its headers.</param>
    public RouteRequest(
        string method,
        string host,
        ReadOnlySpan<char> target,
        IHeaderDictionary headers
    )
    {
        Method = method;
        Host = host;
        Path = RequestTarget.WithoutQuery(target);
        Query = Path.Length < target.Length ? target[(Path.Length + 1)..] : default;
        Headers = headers;
    }

    public string Method { get; }

    public ReadOnlySpan<char> Host { get; }

    /// <summary>The path, as it is sent on; it begins with a slash.</summary>
    public ReadOnlySpan<char> Path { get; }

    /// <summary>What follows the question mark.</summary>
    public ReadOnlySpan<char> Query { get; }

    public IHeaderDictionary Headers { get; }
}
