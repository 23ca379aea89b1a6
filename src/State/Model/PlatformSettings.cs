using LbPlatform.State.Addresses;

namespace LbPlatform.State.Model;

/// <summary>What holds for every pool unless it, or one of its backends, says otherwise.</summary>
public sealed record PlatformSettings
{
    /// <summary>How backends are probed.</summary>
    public ProbeSettings Probe { get; init; } = new();

    /// <summary>Which addresses backends may have.</summary>
    public AddressPolicy Addresses { get; init; } = AddressPolicy.Default;

    /// <summary>The revision that last changed these settings.</summary>
    public Revision Revision { get; init; }
}
