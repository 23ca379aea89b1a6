using System.Collections.Immutable;
using System.Net;

namespace LbPlatform.State.Addresses;

/// <summary>
/// Which addresses backends may have: none of the <see cref="ForbiddenRanges"/>, and of the others what these lists
/// leave. Pure; asked when a backend is written and whenever one is connected to.
/// </summary>
public sealed record AddressPolicy
{
    /// <summary>Private, loopback and public addresses: backends live on the first two.</summary>
    public static AddressPolicy Default { get; } = new();

    /// <summary>The networks that backends must lie in; <c>null</c> is every network that is not forbidden.</summary>
    public NetworkList? Allow { get; init; }

    /// <summary>Networks that backends must not lie in, also where they are allowed; <c>null</c> is none.</summary>
    public NetworkList? Deny { get; init; }

    /// <summary>
    /// Why a backend may not have the address, as the end of a sentence that names the rule; <c>null</c> where it may.
    /// </summary>
    public string? Refuse(IPAddress address) => RefuseAlways(address) ?? RefuseUnlisted(address);

    /// <summary>
    /// Why a host with these addresses may not be a backend's: one of them is forbidden or denied, or none is allowed.
    /// <c>null</c> where it may, and where there are no addresses to judge.
    /// </summary>
    public string? Refuse(IReadOnlyCollection<IPAddress> addresses)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        return addresses.Select(RefuseAlways).FirstOrDefault(static reason => reason is not null)
            ?? (
                addresses.Any(address => RefuseUnlisted(address) is null)
                    ? null
                    : addresses.Select(RefuseUnlisted).FirstOrDefault()
            );
    }

    /// <summary>
    /// Sorts out one answer for a host's addresses: whoever connects does so to the ones admitted and asks for no other
    /// answer, which might differ from the one that was judged. One bad address does not cost the good ones beside it.
    /// </summary>
    /// <param name="addresses">The answer.</param>
    /// <param name="most">Most addresses that are wanted.</param>
    public AdmittedAddresses Admit(IReadOnlyList<IPAddress> addresses, int most)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        var admitted = ImmutableArray.CreateBuilder<IPAddress>(Math.Min(addresses.Count, most));
        string? first = null;
        foreach (var address in addresses)
        {
            if (Refuse(address) is { } refusal)
            {
                first ??= refusal;
            }
            else if (admitted.Count < most)
            {
                admitted.Add(Plain(address));
            }
        }

        return new(admitted.ToImmutable(), first);
    }

    /// <summary>As <see cref="Refuse(IPAddress)"/>, by what no list of allowed networks can mend.</summary>
    public string? RefuseAlways(IPAddress address)
    {
        var plain = Plain(address);
        if (RefuseOne(plain) is { } refusal)
        {
            return $"{plain} is {refusal}";
        }

        foreach (var embedded in EmbeddedAddress.In(plain))
        {
            var inner = IPAddress.IsLoopback(embedded.Address)
                ? "a loopback address, which is no other machine's"
                : RefuseOne(embedded.Address);
            if (inner is not null)
            {
                return $"{plain} leads by {embedded.Form} to {embedded.Address}, which is {inner}";
            }
        }

        return null;
    }

    /// <summary>The address itself, where it is IPv4 written as IPv6 (RFC 4291, 2.5.5.2): sockets make no difference.</summary>
    public static IPAddress Plain(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    private string? RefuseUnlisted(IPAddress address)
    {
        var plain = Plain(address);
        return Allow is null || Allow.Contains(plain)
            ? null
            : $"{plain} is in none of the networks that the settings allow ({Allow})";
    }

    private string? RefuseOne(IPAddress address) =>
        ForbiddenRanges.Find(address) is { } range
            ? $"{range.What} ({range.Network}, {range.Source})"
        : Deny?.Contains(address) == true ? $"in a network that the settings deny ({Deny})"
        : null;
}
