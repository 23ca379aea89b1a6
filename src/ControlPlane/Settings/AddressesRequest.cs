using LbPlatform.State.Addresses;

namespace LbPlatform.ControlPlane.Settings;

/// <summary>
/// Which addresses backends may have, beside those that none ever may (link-local, metadata, multicast and the like).
/// </summary>
internal sealed record AddressesRequest
{
    /// <summary>Networks in CIDR notation that backends must lie in, 1 to 64; absent is every network.</summary>
    /// <example>["10.0.0.0/8", "fd00::/8"]</example>
    public IReadOnlyList<string>? Allow { get; init; }

    /// <summary>Networks in CIDR notation that backends must not lie in, 1 to 64; absent is none.</summary>
    /// <example>["10.0.9.0/24"]</example>
    public IReadOnlyList<string>? Deny { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static AddressesRequest Read(ObjectReader source)
    {
        var read = new AddressesRequest
        {
            Allow = source.Texts("allow", "[\"10.0.0.0/8\"]"),
            Deny = source.Texts("deny", "[\"10.0.9.0/24\"]"),
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>The request that would set this policy; it is also how an answer shows it.</summary>
    public static AddressesRequest Of(AddressPolicy policy) =>
        new() { Allow = policy.Allow?.Texts.ToArray(), Deny = policy.Deny?.Texts.ToArray() };
}
