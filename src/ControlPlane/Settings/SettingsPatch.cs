using System.Text.Json.Nodes;
using LbPlatform.ControlPlane.Probes;

namespace LbPlatform.ControlPlane.Settings;

/// <summary>What may be changed of the settings.</summary>
internal sealed record SettingsPatch
{
    /// <summary>How backends are probed; null is the default as shipped.</summary>
    public ProbeRequest? Probe { get; init; }

    /// <summary>Which addresses backends may have; null is every one that is not forbidden.</summary>
    public AddressesRequest? Addresses { get; init; }

    /// <summary>Reads a body, noting what has the wrong type or is unknown.</summary>
    public static SettingsPatch Read(JsonObject body, List<FieldError> errors)
    {
        var source = new ObjectReader(body, "", errors);
        source.Ignore("revision");
        var read = new SettingsPatch
        {
            Probe = source.Object("probe", "{\"interval\":\"5s\"}") is { } probe
                ? ProbeRequest.Read(probe)
                : null,
            Addresses = source.Object("addresses", "{\"allow\":[\"10.0.0.0/8\"]}") is { } addresses
                ? AddressesRequest.Read(addresses)
                : null,
        };
        source.RefuseOthers();
        return read;
    }
}
