using LbPlatform.ControlPlane.Pools;
using LbPlatform.State.Routing;

namespace LbPlatform.ControlPlane.Routes.Actions;

/// <summary>Shares of requests between pools.</summary>
internal sealed record SplitRequest
{
    /// <summary>Who gets how much; at most 16.</summary>
    public IReadOnlyList<ShareRequest>? Pools { get; init; }

    /// <summary>What keeps a client in its pool; by default each request is dealt for itself.</summary>
    public StickyRequest? Sticky { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static SplitRequest Read(ObjectReader source)
    {
        var read = new SplitRequest
        {
            Pools = source
                .Objects("pools", "[{\"pool\":\"api\",\"weight\":9},{\"pool\":\"canary\"}]")
                ?.ConvertAll(ShareRequest.Read),
            Sticky = source.Object("sticky", "{\"on\":\"source\"}", StickyRequest.Read),
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>The request that would set these shares.</summary>
    public static SplitRequest Of(RouteSplit split, ConfigurationSnapshot current) =>
        new()
        {
            Pools =
            [
                .. split.Pools.Select(share => new ShareRequest
                {
                    Pool = PoolReference.NameOf(share.PoolId, current),
                    Weight = share.Weight,
                }),
            ],
            Sticky = split.Sticky is { } sticky
                ? new() { On = EnumWords.Of(sticky.On), Name = sticky.Name }
                : null,
        };
}
