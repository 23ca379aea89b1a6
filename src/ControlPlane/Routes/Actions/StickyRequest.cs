namespace LbPlatform.ControlPlane.Routes.Actions;

/// <summary>What of a request decides on its pool, so that requests that share it share the pool.</summary>
internal sealed record StickyRequest
{
    /// <summary>source (the client's address, default), header, cookie or path.</summary>
    /// <example>cookie</example>
    public string? On { get; init; }

    /// <summary>The header's or the cookie's name, where on is one.</summary>
    /// <example>session</example>
    public string? Name { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static StickyRequest Read(ObjectReader source)
    {
        var read = new StickyRequest
        {
            On = source.Text("on", "\"cookie\""),
            Name = source.Text("name", "\"session\""),
        };
        source.RefuseOthers();
        return read;
    }
}
