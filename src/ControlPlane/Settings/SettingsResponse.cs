using LbPlatform.ControlPlane.Probes;

namespace LbPlatform.ControlPlane.Settings;

/// <summary>What holds for every pool unless it, or one of its backends, says otherwise.</summary>
/// <param name="Probe">How backends are probed.</param>
/// <param name="Addresses">Which addresses backends may have.</param>
/// <param name="Revision">The revision that last changed the settings; their entity tag.</param>
internal sealed record SettingsResponse(
    ProbeRequest Probe,
    AddressesRequest Addresses,
    long Revision
)
{
    public static SettingsResponse Of(PlatformSettings settings) =>
        new(
            ProbeRequest.Of(settings.Probe),
            AddressesRequest.Of(settings.Addresses),
            settings.Revision.Value
        );
}
