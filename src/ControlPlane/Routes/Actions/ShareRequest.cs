namespace LbPlatform.ControlPlane.Routes.Actions;

/// <summary>A pool's share of a split.</summary>
internal sealed record ShareRequest
{
    /// <summary>Name or id of the pool.</summary>
    /// <example>default</example>
    public string? Pool { get; init; }

    /// <summary>Its share in relation to the others', 0 (none) to 1000000. Default 1.</summary>
    /// <example>9</example>
    public int? Weight { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static ShareRequest Read(ObjectReader source)
    {
        var read = new ShareRequest
        {
            Pool = source.Text("pool", "\"api\""),
            Weight = source.Integer("weight", "9"),
        };
        source.RefuseOthers();
        return read;
    }
}
