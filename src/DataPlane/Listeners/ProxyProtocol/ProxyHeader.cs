using System.Net;

namespace LbPlatform.DataPlane.Listeners.ProxyProtocol;

/// <summary>What a header of the PROXY protocol says.</summary>
/// <param name="Length">Its bytes; what follows is the client's.</param>
/// <param name="Client">The client's address and port; <c>null</c> where the connection is the proxy's own, or of no known kind.</param>
/// <param name="Destination">Where the client connected to; <c>null</c> as above.</param>
internal readonly record struct ProxyHeader(
    int Length,
    IPEndPoint? Client,
    IPEndPoint? Destination
);
