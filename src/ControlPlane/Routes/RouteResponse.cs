using LbPlatform.ControlPlane.Pools;
using LbPlatform.ControlPlane.Routes.Actions;
using LbPlatform.ControlPlane.Routes.Matching;

namespace LbPlatform.ControlPlane.Routes;

/// <summary>What happens to the requests that it matches.</summary>
/// <param name="Id">Given by the store, never reused.</param>
/// <param name="Name">Unique; usable wherever the id is.</param>
/// <param name="Pool">The name of the pool that answers; absent where action names who does.</param>
/// <param name="Priority">Who takes a request that several routes match: the highest, among equals the narrower.</param>
/// <param name="Match">Which requests it takes.</param>
/// <param name="Action">What it does with them beside sending them to its pool.</param>
/// <param name="Limits">What its requests may take; empty: no limits.</param>
/// <param name="CreatedAt">When it was added.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
/// <param name="Revision">The revision that last changed it; its entity tag.</param>
internal sealed record RouteResponse(
    string Id,
    string Name,
    string? Pool,
    int Priority,
    MatchRequest Match,
    ActionRequest Action,
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
            route.PoolId is { } pool ? PoolReference.NameOf(pool, current) : null,
            route.Priority,
            MatchRequest.Of(route.Match),
            ActionRequest.Of(route.Action, current),
            LimitsRequest.Of(route.Limits),
            route.CreatedAt,
            route.UpdatedAt,
            route.Revision.Value
        );
}
