namespace LbPlatform.State.Routing;

/// <summary>Another path in the place of the requested one; either the whole of it or the prefix that the route matched.</summary>
public sealed record PathRewrite
{
    /// <summary>
    /// What stands for the prefix that the route matches; <c>/</c> strips it. The rest stays byte for byte. Only for routes
    /// that match a prefix.
    /// </summary>
    public string? Prefix { get; init; }

    /// <summary>The whole path, percent-encoded, without query.</summary>
    public string? Full { get; init; }
}
