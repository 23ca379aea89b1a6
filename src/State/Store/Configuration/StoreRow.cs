using LbPlatform.State.Addresses;

namespace LbPlatform.State.Store.Configuration;

/// <summary>The one row that names the store and holds what is set for the whole platform.</summary>
internal sealed record StoreRow
{
    public const int TheId = 1;

    public int Id { get; init; } = TheId;

    public required string StoreId { get; init; }

    public Revision SettingsRevision { get; init; }

    public required ProbeSettings Probe { get; init; }

    public AddressPolicy Addresses { get; init; } = AddressPolicy.Default;

    public AffinityKeys AffinityKeys { get; init; } = AffinityKeys.None;
}
