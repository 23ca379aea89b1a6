using LbPlatform.State.Addresses;

namespace LbPlatform.ControlPlane.Addresses;

/// <summary>Whether the address of a backend may be, by what its host means now. Pure.</summary>
internal static class AddressRules
{
    /// <summary>
    /// Whether a write must pass the rules: it brings the address into use. Who takes a backend out of use may do so
    /// whatever its address has become meanwhile.
    /// </summary>
    public static bool Apply(Backend? former, BackendUrl url, AdministrativeState state) =>
        former is null
        || former.Url != url
        || (
            former.AdministrativeState == AdministrativeState.Disabled
            && state != AdministrativeState.Disabled
        );

    /// <summary>Why a backend may not listen there, with the remedy; <c>null</c> where it may.</summary>
    public static FieldError? Refuse(
        BackendUrl url,
        AddressPolicy policy,
        Surroundings surroundings
    )
    {
        var addresses = surroundings.Hosts.Of(url.Host);
        var own =
            surroundings.Platform.Find(url)
            ?? addresses
                .Select(address => surroundings.Platform.Find(address, url.Port))
                .FirstOrDefault(static found => found is not null);
        if (own is not null)
        {
            return new(
                "/url",
                Problems.Loop,
                $"'{url}' is the platform itself ({own}): requests would go round in circles. Give the address of the server that is to answer."
            );
        }

        return policy.Refuse(addresses) is { } reason
            ? new(
                "/url",
                Problems.ForbiddenAddress,
                $"No backend may be at '{url}': {reason}. Give the address of a server of yours; docs/api.md lists what is refused."
            )
            : null;
    }
}
