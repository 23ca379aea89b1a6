using System.Net;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Protection;

/// <summary>What one client is told from another by, where something is counted by client.</summary>
internal static class ClientKey
{
    /// <summary>Of all whose address is not known: they are one client.</summary>
    public static readonly UInt128 Unknown = UInt128.MaxValue;

    // Who has an IPv6 address has its whole /64 (RFC 6177): one address of it says nothing.
    private const int HostBits = 64;

    /// <summary>The key of the client with this address.</summary>
    public static UInt128 Of(IPAddress? address)
    {
        if (address is null)
        {
            return Unknown;
        }

        var bits = Network.BitsOf(address);
        return Network.IsIPv4Bits(bits) ? bits : bits >> HostBits << HostBits;
    }
}
