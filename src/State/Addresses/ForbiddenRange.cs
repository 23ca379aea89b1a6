using System.Net;

namespace LbPlatform.State.Addresses;

/// <summary>Addresses that no backend may ever have.</summary>
/// <param name="Network">Where they lie.</param>
/// <param name="What">What such an address is, to follow "is".</param>
/// <param name="Source">Who says so.</param>
public sealed record ForbiddenRange(IPNetwork Network, string What, string Source);
