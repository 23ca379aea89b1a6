using LbPlatform.State.Addresses;

namespace LbPlatform.ControlPlane.Settings;

/// <summary>The rules of the lists of networks. Every entry that breaks one is named. Pure.</summary>
internal static class AddressesValidator
{
    /// <summary>The policy that the request asks for; only whole where nothing was added to the errors.</summary>
    public static AddressPolicy Read(AddressesRequest request, List<FieldError> errors) =>
        new()
        {
            Allow = List(request.Allow, "/addresses/allow", errors),
            Deny = List(request.Deny, "/addresses/deny", errors),
        };

    private static NetworkList? List(
        IReadOnlyList<string>? texts,
        string pointer,
        List<FieldError> errors
    )
    {
        if (texts is null)
        {
            return null;
        }

        if (texts.Count is 0 or > NetworkList.MostNetworks)
        {
            errors.Add(
                new(
                    pointer,
                    Problems.BadNetwork,
                    $"{texts.Count} networks; give 1 to {NetworkList.MostNetworks}, or null for no list."
                )
            );
            return null;
        }

        var before = errors.Count;
        for (var i = 0; i < texts.Count; i++)
        {
            if (Refuse(texts[i], texts.Take(i)) is { } reason)
            {
                errors.Add(new($"{pointer}/{i}", Problems.BadNetwork, reason));
            }
        }

        return errors.Count == before ? NetworkList.Of(texts) : null;
    }

    private static string? Refuse(string text, IEnumerable<string> earlier) =>
        !Network.TryParse(text, out var network, out var error) ? error
        : earlier.Contains(text, StringComparer.OrdinalIgnoreCase)
            ? $"'{text}' is in the list twice; remove one."
        : ForbiddenRanges.All.FirstOrDefault(range =>
            range.Network.PrefixLength <= network.PrefixLength
            && range.Network.Contains(network.BaseAddress)
            && ForbiddenRanges.Find(network.BaseAddress) is not null
        )
            is { } range
            ? $"'{text}' is never allowed ({range.Network} is {range.What}); remove it."
        : null;
}
