using LbPlatform.ControlPlane.Pools;
using LbPlatform.State.Routing;

namespace LbPlatform.ControlPlane.Routes.Actions;

/// <summary>Copies of requests for another pool.</summary>
internal sealed record MirrorRequest
{
    /// <summary>Name or id of the pool.</summary>
    /// <example>shadow</example>
    public string? Pool { get; init; }

    /// <summary>How many of a hundred requests are copied, 1 to 100. Default 100.</summary>
    /// <example>10</example>
    public int? Percent { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static MirrorRequest Read(ObjectReader source)
    {
        var read = new MirrorRequest
        {
            Pool = source.Text("pool", "\"shadow\""),
            Percent = source.Integer("percent", "10"),
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>The request that would set this mirror.</summary>
    public static MirrorRequest Of(RouteMirror mirror, ConfigurationSnapshot current) =>
        new() { Pool = PoolReference.NameOf(mirror.PoolId, current), Percent = mirror.Percent };
}
