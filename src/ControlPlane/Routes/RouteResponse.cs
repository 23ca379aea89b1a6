namespace LbPlatform.ControlPlane.Routes;

/// <summary>Which requests go to which pool.</summary>
/// <param name="Id">Given by the store, never reused.</param>
/// <param name="Name">Unique; usable wherever the id is.</param>
/// <param name="Pool">The name of the pool that answers.</param>
/// <param name="Host">The host that a request must name; absent: every host.</param>
/// <param name="PathPrefix">The path that a request must start with, by whole segments.</param>
/// <param name="Limits">What its requests may take; empty: no limits.</param>
/// <param name="CreatedAt">When it was added.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
/// <param name="Revision">The revision that last changed it; its entity tag.</param>
internal sealed record RouteResponse(
    string Id,
    string Name,
    string? Pool,
    string? Host,
    string PathPrefix,
    LimitsRequest Limits,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    long Revision
)
{
    public static RouteResponse Of(State.Model.Route route, ConfigurationSnapshot current) =>
        new(
            route.Id,
            route.Name,
            route.PoolId is { } pool ? current.Pools.Find(pool)?.Name ?? pool : null,
            route.Match.Hosts is [var host] ? host : null,
            route.Match.Path,
            LimitsRequest.Of(route.Limits),
            route.CreatedAt,
            route.UpdatedAt,
            route.Revision.Value
        );
}
