using System.Text.Json.Nodes;
using LbPlatform.ControlPlane.Addresses;
using LbPlatform.ControlPlane.Resources;

namespace LbPlatform.ControlPlane.Routes;

/// <summary>What writes of routes have of their own. Pure.</summary>
internal sealed class RouteEdits : ResourceEdits<State.Model.Route>
{
    public override ResourceWords Words => ResourceWords.Route;

    public override ResourceSet<State.Model.Route> In(ConfigurationSnapshot current) =>
        current.Routes;

    protected override State.Model.Route? Read(
        JsonObject body,
        State.Model.Route? former,
        ConfigurationDraft draft,
        Surroundings surroundings,
        List<FieldError> errors
    ) =>
        RouteValidator.Read(
            RouteRequest.Read(body, errors),
            former,
            ResourceId.New(draft.Now),
            draft.Snapshot,
            errors
        );

    /// <summary>As it is shown: what only answers have is passed over when it is read.</summary>
    protected override JsonObject Describe(
        State.Model.Route resource,
        ConfigurationSnapshot current
    ) => (JsonObject)ApiJson.ToNode(RouteResponse.Of(resource, current))!;

    protected override State.Model.Route Keep(
        ConfigurationDraft draft,
        State.Model.Route resource
    ) => draft.Put(resource);

    protected override void Drop(ConfigurationDraft draft, State.Model.Route resource) =>
        draft.Remove(resource);
}
