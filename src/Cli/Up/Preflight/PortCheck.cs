using System.Net;
using System.Net.Sockets;

namespace LbPlatform.Cli.Up.Preflight;

/// <summary>Tries every port before a process is started on it, so that a taken one is said in one line.</summary>
internal static class PortCheck
{
    private const int SuggestionStep = 10;
    private const int MostSuggestions = 100;
    private const int Unprivileged = 1024;

    /// <summary>One line for each of <paramref name="listeners"/> that cannot be had.</summary>
    public static IReadOnlyList<string> Run(IEnumerable<Listener> listeners) =>
        [.. listeners.Select(Explain).OfType<string>()];

    private static string? Explain(Listener listener) =>
        TryListen(listener.Port, listener.Reach) switch
        {
            null => null,
            SocketError.AccessDenied => NotAllowed(listener),
            SocketError.AddressAlreadyInUse => Taken(
                listener,
                PortOwner.Find(listener.Port),
                FreeBeside(listener)
            ),
            var error =>
                $"Port {listener.Port} cannot be listened on ({error}). Start with {listener.Flag} and another.",
        };

    /// <summary>The line for a port that <paramref name="owner"/> has, as far as that is known.</summary>
    internal static string Taken(Listener listener, string? owner, int free) =>
        $"Port {listener.Port} is in use{(owner is null ? "" : $" by {owner}")}. Start with {listener.Flag} {free} or stop it.";

    /// <summary>The line for a port that this user may not have.</summary>
    internal static string NotAllowed(Listener listener) =>
        $"Port {listener.Port} is below {Unprivileged} and this user may not listen there. Start with {listener.Flag} {listener.Port + 8000}, or as root, or allow it: sudo sysctl net.ipv4.ip_unprivileged_port_start={listener.Port}";

    private static int FreeBeside(Listener listener) =>
        Enumerable
            .Range(1, MostSuggestions)
            .Select(n => listener.Port + n * SuggestionStep)
            .FirstOrDefault(
                port => port <= IPEndPoint.MaxPort && TryListen(port, listener.Reach) is null,
                listener.Port + 1
            );

    private static SocketError? TryListen(int port, Reach reach)
    {
        IPAddress[] addresses = reach switch
        {
            Reach.Everyone when Socket.OSSupportsIPv6 => [IPAddress.IPv6Any],
            Reach.Everyone => [IPAddress.Any],
            _ => [IPAddress.Loopback],
        };
        foreach (var address in addresses)
        {
            using var socket = new Socket(
                address.AddressFamily,
                SocketType.Stream,
                ProtocolType.Tcp
            );
            try
            {
                if (address.AddressFamily == AddressFamily.InterNetworkV6)
                {
                    socket.DualMode = true;
                }

                socket.Bind(new IPEndPoint(address, port));
                socket.Listen();
            }
            catch (SocketException failure)
            {
                return failure.SocketErrorCode;
            }
        }

        return null;
    }
}
