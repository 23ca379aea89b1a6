using System.Text.Json.Nodes;
using LbPlatform.ControlPlane.Addresses;
using LbPlatform.ControlPlane.Probes;
using LbPlatform.ControlPlane.Resources;

namespace LbPlatform.ControlPlane.Backends;

/// <summary>What writes of backends have of their own. Pure.</summary>
internal sealed class BackendEdits : ResourceEdits<Backend>
{
    public override ResourceWords Words => ResourceWords.Backend;

    public override ResourceSet<Backend> In(ConfigurationSnapshot current) => current.Backends;

    protected override Backend? Read(
        JsonObject body,
        Backend? former,
        ConfigurationDraft draft,
        Surroundings surroundings,
        List<FieldError> errors
    ) =>
        BackendValidator.Read(
            BackendRequest.Read(body, errors),
            former,
            ResourceId.New(draft.Now),
            draft.Snapshot,
            surroundings,
            errors
        );

    protected override JsonObject Describe(Backend resource, ConfigurationSnapshot current) =>
        new()
        {
            ["url"] = resource.Url.Text,
            ["name"] = resource.Name,
            ["pool"] = current.Pools.Find(resource.PoolId)?.Name,
            ["administrativeState"] = resource.AdministrativeState.ToString().ToLowerInvariant(),
            ["weight"] = resource.Weight,
            ["tier"] = resource.Tier,
            ["zone"] = resource.Zone,
            ["probe"] = ApiJson.ToNode(ProbeRequest.Of(resource.Probe)),
        };

    protected override Backend Keep(ConfigurationDraft draft, Backend resource) =>
        draft.Put(resource);

    protected override void Drop(ConfigurationDraft draft, Backend resource) =>
        draft.Remove(resource);

    protected override Backend? Twin(Backend wanted, ConfigurationSnapshot current) =>
        BackendValidator.Twin(wanted, current);
}
