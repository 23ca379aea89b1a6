using System.Text.Json.Nodes;
using LbPlatform.ControlPlane.Changes;

namespace LbPlatform.ControlPlane.Routes;

/// <summary>What a write to a route does to the configuration. Pure.</summary>
internal static class RouteEdits
{
    public static EditResult<State.Model.Route> Update(
        ConfigurationDraft draft,
        string nameOrId,
        Precondition precondition,
        JsonObject patch
    )
    {
        if (draft.Snapshot.Routes.Find(nameOrId) is not { } route)
        {
            return EditResult<State.Model.Route>.Refuse(NotFound(nameOrId, draft.Snapshot));
        }

        if (precondition.Refuse($"Route '{route.Name}'", route.Revision) is { } stale)
        {
            return EditResult<State.Model.Route>.Refuse(stale);
        }

        var errors = new List<FieldError>();
        var current = RouteResponse.Of(route, draft.Snapshot);
        var described = new JsonObject { ["limits"] = ApiJson.ToNode(current.Limits) };
        var wanted = RoutePatch.Read(MergePatch.Apply(described, patch), current, errors);
        var changed = route with
        {
            Limits = LimitsValidator.Read(wanted.Limits ?? new(), "/limits", errors),
        };
        return errors.Count == 0
            ? EditResult<State.Model.Route>.Accept(draft.Put(changed))
            : EditResult<State.Model.Route>.Refuse(errors);
    }

    public static Problem NotFound(string nameOrId, ConfigurationSnapshot current) =>
        Missing.Of("route", nameOrId, current.Routes.Select(static route => route.Name), "/routes");
}
