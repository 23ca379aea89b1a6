namespace LbPlatform.State.Model;

/// <summary>
/// Which addresses backends may have, beyond what is never allowed (link-local, metadata, multicast, unspecified).
/// </summary>
public sealed record AddressPolicy
{
    /// <summary>Private, loopback and public addresses.</summary>
    public static AddressPolicy Default { get; } = new();

    /// <summary>
    /// The networks that backends must lie in, in CIDR notation separated by commas; <c>null</c> allows every network
    /// that is not forbidden.
    /// </summary>
    public string? Networks { get; init; }
}
