using System.Collections.Concurrent;
using System.Net;
using LbPlatform.DataPlane.Listeners;
using LbPlatform.State.Model;
using LbPlatform.State.Transport;
using Microsoft.AspNetCore.Connections.Features;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>
/// The client of a pool whose backends are told the client's address when a connection begins: such a connection is
/// this client's for good, so each client connection has connections of its own to the backends, which end with it
/// (HAProxy calls them private).
/// </summary>
internal sealed class ClientBoundInvoker(
    ProxyProtocol version,
    Func<byte[], HttpMessageInvoker> make
) : HttpMessageInvoker(new Unbound(), disposeHandler: true)
{
    private readonly ConcurrentDictionary<ClientConnection, Lazy<HttpMessageInvoker>> _bound =
        new();

    /// <summary>Client connections that have connections of their own now.</summary>
    public int Count => _bound.Count;

    /// <summary>The client for requests of the connection that <paramref name="context"/> came over.</summary>
    public HttpMessageInvoker For(HttpContext context)
    {
        var client = ClientConnection.Of(context);
        if (_bound.TryGetValue(client, out var known))
        {
            return known.Value;
        }

        // The streams of one HTTP/2 connection may be here at once; one of them makes and registers it.
        var made = new Lazy<HttpMessageInvoker>(() => make(Header(context, client)));
        var bound = _bound.GetOrAdd(client, made);
        if (ReferenceEquals(bound, made))
        {
            EndWith(context, client);
        }

        return bound.Value;
    }

    private void EndWith(HttpContext context, ClientConnection client)
    {
        var closed =
            context.Features.Get<IConnectionLifetimeFeature>()?.ConnectionClosed
            ?? context.RequestAborted;
        closed.Register(() =>
        {
            if (_bound.TryRemove(client, out var ended))
            {
                ended.Value.Dispose();
            }
        });
    }

    private byte[] Header(HttpContext context, ClientConnection client)
    {
        var connection = context.Connection;
        return ProxyHeader.For(
            version,
            client.Address is { } from ? new IPEndPoint(from, connection.RemotePort) : null,
            connection.LocalIpAddress is { } to ? new IPEndPoint(to, connection.LocalPort) : null
        );
    }

    /// <summary>Nothing is sent without knowing for whom.</summary>
    private sealed class Unbound : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => throw new InvalidOperationException("Ask for the client's own invoker first.");
    }
}
