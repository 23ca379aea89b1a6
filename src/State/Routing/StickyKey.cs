namespace LbPlatform.State.Routing;

/// <summary>What of a request decides on its pool, so that requests that share it share the pool.</summary>
public sealed record StickyKey
{
    /// <summary>Where it stands; where a header or a cookie is missing, the client's address stands for it.</summary>
    public HashSource On { get; init; }

    /// <summary>The header's or the cookie's name, where <see cref="On"/> is one.</summary>
    public string? Name { get; init; }
}
