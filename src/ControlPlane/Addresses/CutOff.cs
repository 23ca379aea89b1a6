using LbPlatform.State.Addresses;

namespace LbPlatform.ControlPlane.Addresses;

/// <summary>Which backends a narrower policy would leave without an address that may be connected to. Pure.</summary>
internal static class CutOff
{
    /// <summary>Backends named at most; with them mended, the next attempt names the rest.</summary>
    public const int MostNamed = 10;

    /// <summary>Notes every backend in use that the former settings allow and these do not.</summary>
    public static void Check(
        ConfigurationSnapshot current,
        AddressPolicy wanted,
        ResolvedHosts hosts,
        List<FieldError> errors
    )
    {
        var former = current.Settings.Addresses;
        if (former == wanted)
        {
            return;
        }

        errors.AddRange(
            from backend in current.Backends
            where backend.AdministrativeState != AdministrativeState.Disabled
            let addresses = hosts.Of(backend.Url.Host)
            where former.Refuse(addresses) is null
            let reason = wanted.Refuse(addresses)
            where reason is not null
            select Refusal(backend, reason)
        );
        if (errors.Count > MostNamed)
        {
            errors.RemoveRange(MostNamed, errors.Count - MostNamed);
        }
    }

    private static FieldError Refusal(Backend backend, string reason) =>
        new(
            "/addresses",
            Problems.CutsOff,
            $"Backend '{backend.Name}' ({backend.Url}) would be cut off: {reason}. Disable, move or remove it first."
        );
}
