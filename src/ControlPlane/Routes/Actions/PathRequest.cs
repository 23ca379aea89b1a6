using LbPlatform.State.Routing;

namespace LbPlatform.ControlPlane.Routes.Actions;

/// <summary>Another path in the place of the requested one: the whole of it, or the prefix that the route matched.</summary>
internal sealed record PathRequest
{
    /// <summary>What stands for the prefix that the route matches; / strips it.</summary>
    /// <example>/</example>
    public string? Prefix { get; init; }

    /// <summary>The whole path, percent-encoded, without query.</summary>
    /// <example>/index.html</example>
    public string? Full { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static PathRequest Read(ObjectReader source)
    {
        var read = new PathRequest
        {
            Prefix = source.Text("prefix", "\"/\""),
            Full = source.Text("full", "\"/index.html\""),
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>The rewrite that the request asks for.</summary>
    public PathRewrite ToRewrite() => new() { Prefix = Prefix, Full = Full };

    /// <summary>The request that would set this rewrite.</summary>
    public static PathRequest? Of(PathRewrite? rewrite) =>
        rewrite is null ? null : new() { Prefix = rewrite.Prefix, Full = rewrite.Full };
}
