using System.Collections.Immutable;
using System.Net;

namespace LbPlatform.State.Addresses;

/// <summary>What one answer for a host's addresses leaves to connect to.</summary>
/// <param name="Addresses">Those that a backend may have, in the order of the answer: exactly what is to be connected to.</param>
/// <param name="Refusal">Why the first of the others may not be connected to; <c>null</c> where there are no others.</param>
public readonly record struct AdmittedAddresses(
    ImmutableArray<IPAddress> Addresses,
    string? Refusal
)
{
    /// <summary>Whether there were addresses, and none of them may be connected to.</summary>
    public bool IsForbidden => Addresses.IsEmpty && Refusal is not null;
}
