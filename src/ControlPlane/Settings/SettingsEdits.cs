using System.Text.Json.Nodes;
using LbPlatform.ControlPlane.Changes;
using LbPlatform.ControlPlane.Probes;

namespace LbPlatform.ControlPlane.Settings;

/// <summary>What a write to the settings does to the configuration. Pure.</summary>
internal static class SettingsEdits
{
    public static EditResult<PlatformSettings> Update(
        ConfigurationDraft draft,
        Precondition precondition,
        JsonObject patch
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
        };
        var wanted = SettingsPatch.Read(MergePatch.Apply(described, patch), errors);
        var probe = new ProbeSettings().With(
            ProbeValidator.Read(wanted.Probe ?? new(), "/probe", errors)
        );
        var changed = former with { Probe = probe };
        EffectiveProbes.Check(draft.Snapshot with { Settings = changed }, errors);
        return errors.Count == 0
            ? EditResult<PlatformSettings>.Accept(draft.Put(changed))
            : EditResult<PlatformSettings>.Refuse(errors);
    }
}
