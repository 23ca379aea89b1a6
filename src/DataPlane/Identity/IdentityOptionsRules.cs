using System.Buffers;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Identity;

/// <summary>What is wrong with <see cref="IdentityOptions"/>, in words and with the remedy. Pure.</summary>
internal static class IdentityOptionsRules
{
    /// <summary>The word for the address that was connected to.</summary>
    public const string ByAddress = "address";

    private const int LongestName = 64;

    private static readonly SearchValues<char> OfName = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"
    );

    /// <summary>Fields that the request itself is made of, or that are set apart from ids.</summary>
    private static readonly HashSet<string> Taken = new(FieldNames.Lax)
    {
        "Host",
        "Via",
        "Date",
        "Cookie",
        "Set-Cookie",
        "Authorization",
        "Location",
        "Cache-Control",
        "Retry-After",
        "Sec-WebSocket-Key",
        TraceParent.Field,
        TraceState.Field,
    };

    /// <summary>All faults; <paramref name="key"/> is the section's own, for example <c>DataPlane:Listeners:0:Identity</c>.</summary>
    public static IEnumerable<string> Refuse(string key, IdentityOptions options)
    {
        foreach (var network in options.TrustedProxies)
        {
            if (!Network.TryParse(network, out _, out var fault))
            {
                yield return $"{key}:TrustedProxies: {fault}";
            }
        }

        if (options.TrustedProxies.Count > NetworkList.MostNetworks)
        {
            yield return $"{key}:TrustedProxies has {options.TrustedProxies.Count} networks; {NetworkList.MostNetworks} at most: sum them up.";
        }

        if (options.MostHops is < 1 or > IdentityLimits.MostHops)
        {
            yield return $"{key}:MostHops is {options.MostHops}; it must lie between 1 and {IdentityLimits.MostHops}.";
        }

        if (
            options.ForwardedBy.Length > 0
            && !options.ForwardedBy.Equals(ByAddress, StringComparison.OrdinalIgnoreCase)
            && !NodeName.IsIdentifier(options.ForwardedBy)
        )
        {
            yield return $"{key}:ForwardedBy is '{options.ForwardedBy}'; write '{ByAddress}', or an identifier such as '_edge1'.";
        }

        if (!IsName(options.RequestIdField))
        {
            yield return $"{key}:RequestIdField is '{options.RequestIdField}'; write a field's name such as 'X-Request-Id' that nothing else is said in.";
        }
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName
        && !name.AsSpan().ContainsAnyExcept(OfName)
        && !FieldNames.AreForwarding(name)
        && !Forwarding.FieldRules.EndsHere(name)
        && !name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)
        && !Taken.Contains(name);
}
