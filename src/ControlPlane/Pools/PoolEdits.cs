using System.Text.Json.Nodes;
using LbPlatform.ControlPlane.Addresses;
using LbPlatform.ControlPlane.Affinity;
using LbPlatform.ControlPlane.Balancing;
using LbPlatform.ControlPlane.Probes;
using LbPlatform.ControlPlane.Resilience;
using LbPlatform.ControlPlane.Resources;
using LbPlatform.ControlPlane.Transport;

namespace LbPlatform.ControlPlane.Pools;

/// <summary>What writes of pools have of their own. Pure.</summary>
internal sealed class PoolEdits : ResourceEdits<Pool>
{
    public override ResourceWords Words => ResourceWords.Pool;

    public override ResourceSet<Pool> In(ConfigurationSnapshot current) => current.Pools;

    protected override Pool? Read(
        JsonObject body,
        Pool? former,
        ConfigurationDraft draft,
        Surroundings surroundings,
        List<FieldError> errors
    ) =>
        PoolValidator.Read(
            PoolRequest.Read(body, errors),
            former,
            ResourceId.New(draft.Now),
            draft.Snapshot,
            errors
        );

    protected override JsonObject Describe(Pool resource, ConfigurationSnapshot current) =>
        new()
        {
            ["name"] = resource.Name,
            ["probe"] = ApiJson.ToNode(ProbeRequest.Of(resource.Probe)),
            ["balancing"] = ApiJson.ToNode(BalancingRequest.Of(resource.Balancing)),
            ["affinity"] = ApiJson.ToNode(AffinityRequest.SetIn(resource.Affinity)),
            ["drainTimeout"] = DurationText.Format(resource.DrainTimeout),
            ["resilience"] = ApiJson.ToNode(ResilienceRequest.Of(resource.Resilience)),
            ["transport"] = ApiJson.ToNode(TransportRequest.Of(resource.Transport)),
        };

    protected override Pool Keep(ConfigurationDraft draft, Pool resource) => draft.Put(resource);

    protected override void Drop(ConfigurationDraft draft, Pool resource) => draft.Remove(resource);

    protected override Problem? RefuseRemoval(
        string id,
        string name,
        ConfigurationSnapshot current
    ) =>
        name == Pool.DefaultName
            ? Problem.Of(
                Problems.Permanent,
                $"Pool '{name}' stays: backends that name no pool go there. PUT /pools/{name} with {{}} makes it what it was at first."
            )
            : PoolUse.Refuse(id, name, current);
}
