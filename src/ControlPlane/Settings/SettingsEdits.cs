using System.Text.Json.Nodes;
using LbPlatform.ControlPlane.Addresses;
using LbPlatform.ControlPlane.Changes;
using LbPlatform.ControlPlane.Probes;

namespace LbPlatform.ControlPlane.Settings;

/// <summary>What a write to the settings does to the configuration. Pure.</summary>
internal static class SettingsEdits
{
    public static EditResult<PlatformSettings> Update(
        ConfigurationDraft draft,
        Precondition precondition,
        JsonObject patch,
        ResolvedHosts hosts
    )
    {
        var former = draft.Snapshot.Settings;
        if (precondition.Refuse("The settings resource", former.Revision) is { } stale)
        {
            return EditResult<PlatformSettings>.Refuse(stale);
        }

        var errors = new List<FieldError>();
        var described = new JsonObject
        {
            ["probe"] = ApiJson.ToNode(ProbeRequest.Of(former.Probe)),
            ["addresses"] = ApiJson.ToNode(AddressesRequest.Of(former.Addresses)),
        };
        var wanted = SettingsPatch.Read(MergePatch.Apply(described, patch), errors);
        var probe = new ProbeSettings().With(
            ProbeValidator.Read(wanted.Probe ?? new(), "/probe", errors)
        );
        var addresses = AddressesValidator.Read(wanted.Addresses ?? new(), errors);
        var changed = former with { Probe = probe, Addresses = addresses };
        EffectiveProbes.Check(draft.Snapshot with { Settings = changed }, errors);
        if (errors.Count == 0)
        {
            CutOff.Check(draft.Snapshot, addresses, hosts, errors);
        }

        return errors.Count == 0
            ? EditResult<PlatformSettings>.Accept(draft.Put(changed))
            : EditResult<PlatformSettings>.Refuse(errors);
    }
}
