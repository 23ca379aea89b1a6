namespace LbPlatform.ControlPlane.Probes;

/// <summary>A field that an answer's head must have. With neither value nor contains, any value will do.</summary>
internal sealed record ExpectedHeaderRequest
{
    /// <summary>The field's name; empty expects nothing, where a pool or the platform does.</summary>
    /// <example>X-Ready</example>
    public string? Name { get; init; }

    /// <summary>Its whole value.</summary>
    /// <example>yes</example>
    public string? Value { get; init; }

    /// <summary>A part of its value.</summary>
    public string? Contains { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static ExpectedHeaderRequest Read(ObjectReader source)
    {
        var read = new ExpectedHeaderRequest
        {
            Name = source.Text("name", "\"X-Ready\""),
            Value = source.Text("value", "\"yes\""),
            Contains = source.Text("contains", "\"yes\""),
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>The request that would expect it.</summary>
    public static ExpectedHeaderRequest Of(ExpectedHeader header) =>
        new()
        {
            Name = header.Name,
            Value = header.Value,
            Contains = header.Contains,
        };
}
