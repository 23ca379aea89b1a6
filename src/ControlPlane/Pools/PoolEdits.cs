using System.Text.Json.Nodes;
using LbPlatform.ControlPlane.Changes;
using LbPlatform.ControlPlane.Probes;
using LbPlatform.ControlPlane.Transport;

namespace LbPlatform.ControlPlane.Pools;

/// <summary>What a write to a pool does to the configuration. Pure.</summary>
internal static class PoolEdits
{
    public static EditResult<Pool> Update(
        ConfigurationDraft draft,
        string nameOrId,
        Precondition precondition,
        JsonObject patch
    )
    {
        if (draft.Snapshot.Pools.Find(nameOrId) is not { } pool)
        {
            return EditResult<Pool>.Refuse(NotFound(nameOrId, draft.Snapshot));
        }

        if (precondition.Refuse($"Pool '{pool.Name}'", pool.Revision) is { } stale)
        {
            return EditResult<Pool>.Refuse(stale);
        }

        var errors = new List<FieldError>();
        var described = new JsonObject
        {
            ["probe"] = ApiJson.ToNode(ProbeRequest.Of(pool.Probe)),
            ["transport"] = ApiJson.ToNode(TransportRequest.Of(pool.Transport)),
        };
        var wanted = PoolPatch.Read(MergePatch.Apply(described, patch), errors);
        var changed = pool with
        {
            Probe = ProbeValidator.Read(wanted.Probe ?? new(), "/probe", errors),
            Transport = TransportValidator.Read(wanted.Transport ?? new(), "/transport", errors),
        };
        var after = draft.Snapshot with { Pools = draft.Snapshot.Pools.Put(changed) };
        EffectiveProbes.Check(after, errors);
        return errors.Count == 0
            ? EditResult<Pool>.Accept(draft.Put(changed))
            : EditResult<Pool>.Refuse(errors);
    }

    public static Problem NotFound(string nameOrId, ConfigurationSnapshot current) =>
        Missing.Of("pool", nameOrId, current.Pools.Select(static pool => pool.Name), "/pools");
}
