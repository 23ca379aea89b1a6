using System.Net;
using LbPlatform.DataPlane.Listeners;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace LbPlatform.DataPlane.Upgrades;

/// <summary>
/// A request that asks its connection (over HTTP/2: its stream, RFC 8441) to be switched to another protocol. The
/// forwarder translates between the two ways to ask; what of it may be asked, and what comes after, is here.
/// </summary>
internal sealed class Upgrade
{
    /// <summary>WebSocket's name (RFC 6455, 4.1).</summary>
    public const string WebSocket = "websocket";

    private readonly string _protocol;
    private readonly TimeSpan _idleTimeout;
    private readonly TimeProvider _time;

    private Upgrade(string protocol, TimeSpan idleTimeout, TimeProvider time)
    {
        _protocol = protocol;
        _idleTimeout = idleTimeout;
        _time = time;
    }

    /// <summary>Whether WebSocket is asked for: a question that may be repeated, be it a GET or a CONNECT.</summary>
    public bool IsWebSocket => ReferenceEquals(_protocol, WebSocket);

    /// <summary>Whether the request is an extended CONNECT, and whether for something that is forwarded.</summary>
    public static (bool IsAsked, bool IsAllowed) Connect(HttpContext context) =>
        context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect
            ? (
                true,
                WebSocket.Equals(connect.Protocol, StringComparison.OrdinalIgnoreCase)
                    && PlanOf(context).HasWebSocket
            )
            : (false, false);

    /// <summary>
    /// What the request asks for, where that may be asked; else <c>null</c>, and the question is taken off the request: a
    /// server need not heed it (RFC 9110, 7.8).
    /// </summary>
    public static Upgrade? Find(HttpContext context, TimeProvider time)
    {
        var fields = context.Request.Headers;
        if (HttpMethods.IsConnect(context.Request.Method))
        {
            // Over HTTP/2 there is no key. One that came would stand beside ours at an HTTP/1.1 backend.
            fields.Remove(HeaderNames.SecWebSocketKey);
            return new(WebSocket, PlanOf(context).IdleTimeout, time);
        }

        var asked = fields.Upgrade;
        if (asked.Count == 0)
        {
            return null;
        }

        var isUpgradable =
            context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true };
        var plan = PlanOf(context);
        if (
            !isUpgradable
            || plan.Choose(context.Request.Method, asked.ToString()) is not { } protocol
        )
        {
            fields.Remove(HeaderNames.Upgrade);
            return null;
        }

        fields.Upgrade = protocol;
        return new(protocol, plan.IdleTimeout, time);
    }

    /// <summary>Asks the backend. For WebSocket the forwarder does so; any other protocol is HTTP/1.1's alone.</summary>
    public void Ask(HttpRequestMessage request)
    {
        if (IsWebSocket)
        {
            return;
        }

        request.Version = HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        request.Headers.TryAddWithoutValidation(HeaderNames.Connection, HeaderNames.Upgrade);
        request.Headers.TryAddWithoutValidation(HeaderNames.Upgrade, _protocol);
    }

    /// <summary>Whether the backend has switched: 101, or 200 to an extended CONNECT.</summary>
    public static bool IsSwitched(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.SwitchingProtocols
        || (
            response.StatusCode == HttpStatusCode.OK
            && response.RequestMessage is { } request
            && request.Method == HttpMethod.Connect
        );

    /// <summary>
    /// Whether the backend has switched to what was asked for. The proof of the handshake is checked by whoever made the
    /// key: the client, or over HTTP/2, which has none, we.
    /// </summary>
    public bool IsAgreed(HttpContext context, HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.SwitchingProtocols)
        {
            return true;
        }

        var fields = response.Headers.NonValidated;
        return fields.TryGetValues(HeaderNames.Upgrade, out var upgrade)
            && _protocol.Equals(upgrade.ToString(), StringComparison.OrdinalIgnoreCase)
            && (!HttpMethods.IsConnect(context.Request.Method) || IsProven(response));
    }

    private static bool IsProven(HttpResponseMessage response) =>
        response.RequestMessage is { } request
        && request.Headers.NonValidated.TryGetValues(HeaderNames.SecWebSocketKey, out var key)
        && response.Headers.NonValidated.TryGetValues(
            HeaderNames.SecWebSocketAccept,
            out var accept
        )
        && WebSocketKey.Accept(key.ToString()) == accept.ToString();

    /// <summary>Switches the client's side too, and carries bytes both ways until one side ends.</summary>
    /// <returns>How it ended; the client then needs no further answer.</returns>
    public async Task<TunnelEnd> RunAsync(
        HttpContext context,
        Stream backend,
        Action<int> count,
        CancellationToken closing
    )
    {
        Stream client;
        try
        {
            client = await AcceptAsync(context);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            return TunnelEnd.ClientBroke;
        }

        var tunnel = new Tunnel(client, backend, IsWebSocket, _idleTimeout, _time, count);
        var end = await tunnel.RunAsync(context.RequestAborted, closing);
        if (end == TunnelEnd.BackendBroke)
        {
            Break(context);
        }

        return end;
    }

    private async ValueTask<Stream> AcceptAsync(HttpContext context)
    {
        var fields = context.Response.Headers;
        if (HttpMethods.IsConnect(context.Request.Method))
        {
            fields.Remove(HeaderNames.SecWebSocketAccept);
            context.Response.StatusCode = StatusCodes.Status200OK;
            return await context
                .Features.GetRequiredFeature<IHttpExtendedConnectFeature>()
                .AcceptAsync();
        }

        fields.Upgrade = _protocol;
        if (IsWebSocket && context.Response.StatusCode == StatusCodes.Status200OK)
        {
            var key = context.Request.Headers[HeaderNames.SecWebSocketKey];
            fields[HeaderNames.SecWebSocketAccept] = WebSocketKey.Accept(key.ToString());
        }

        return await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
    }

    /// <summary>As the backend broke off, so does the client's side: CANCEL stands for a reset (RFC 8441, 5).</summary>
    private static void Break(HttpContext context)
    {
        const int Cancel = 8;
        if (context.Features.Get<IHttpResetFeature>() is { } stream)
        {
            stream.Reset(Cancel);
        }
        else
        {
            context.Abort();
        }
    }

    private static UpgradePlan PlanOf(HttpContext context) =>
        ClientConnection.Of(context).Listener?.Upgrades ?? UpgradePlan.Default;
}
