using System.Net;

namespace LbPlatform.State.Addresses;

/// <summary>
/// Asks what addresses a name has at this moment, as <see cref="Dns.GetHostAddressesAsync(string, CancellationToken)"/>
/// does; a type of its own so that whoever connects can be handed another one.
/// </summary>
/// <param name="host">The name.</param>
/// <param name="cancellationToken">Ends the wait; the system's own look-up may go on behind it.</param>
/// <returns>The addresses in the order of preference; may be none.</returns>
/// <exception cref="System.Net.Sockets.SocketException">The name has none, or nobody knows.</exception>
public delegate Task<IPAddress[]> NameLookUp(string host, CancellationToken cancellationToken);
