using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace LbPlatform.DataPlane.Tests.Support;

/// <summary>A backend with real WebSockets: it says each message again, and hangs up as it is told to.</summary>
internal sealed class SocketBackend : IAsyncDisposable
{
    private readonly WebApplication _app;

    private readonly bool _isTls;

    private SocketBackend(WebApplication app, int port, HttpProtocols protocols, bool isTls)
    {
        _app = app;
        _isTls = isTls;
        Port = port;
        Protocols = protocols;
    }

    public int Port { get; }

    public HttpProtocols Protocols { get; }

    public string Url => $"{(_isTls ? "https" : "http")}://127.0.0.1:{Port}";

    /// <summary>What each socket asked with, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>How each socket ended: the client's close code, or the exception's name.</summary>
    public ConcurrentQueue<string> Ended { get; } = new();

    public static async Task<SocketBackend> StartAsync(
        HttpProtocols protocols = HttpProtocols.Http1,
        X509Certificate2? certificate = null
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var port = FreePort.Next();
        builder.WebHost.ConfigureKestrel(server =>
            server.ListenLocalhost(
                port,
                endpoint =>
                {
                    endpoint.Protocols = protocols;
                    if (certificate is not null)
                    {
                        endpoint.UseHttps(certificate);
                    }
                }
            )
        );
        var app = builder.Build();
        var backend = new SocketBackend(app, port, protocols, certificate is not null);
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        app.Run(backend.ServeAsync);
        await app.StartAsync();
        return backend;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest || context.Request.Path == "/refuse")
        {
            context.Response.StatusCode = 418;
            await context.Response.WriteAsync("no socket");
            return;
        }

        var fields = context.Request.Headers;
        Asked.Enqueue(
            $"{context.Request.Method} {context.Request.Protocol} {context.Request.Path} key={fields.SecWebSocketKey.Count} sub={fields["Sec-WebSocket-Protocol"]} ext={fields["Sec-WebSocket-Extensions"]} xff={fields["X-Forwarded-For"]}"
        );
        using var socket = await context.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext
            {
                SubProtocol = context.WebSockets.WebSocketRequestedProtocols.FirstOrDefault(),
                DangerousEnableCompression = true,
                KeepAliveInterval = TimeSpan.Zero,
            }
        );
        try
        {
            await EchoAsync(context, socket);
        }
        catch (Exception failure)
        {
            Ended.Enqueue(failure.GetType().Name);
        }
    }

    private async Task EchoAsync(HttpContext context, WebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var said = await socket.ReceiveAsync(buffer.AsMemory(), default);
            if (said.MessageType == WebSocketMessageType.Close)
            {
                Ended.Enqueue($"{(int)socket.CloseStatus!} {socket.CloseStatusDescription}");
                await socket.CloseAsync(socket.CloseStatus.Value, "bye", default);
                return;
            }

            var text = System.Text.Encoding.UTF8.GetString(buffer, 0, Math.Min(said.Count, 16));
            if (text == "close me")
            {
                await socket.CloseAsync((WebSocketCloseStatus)4001, "told to", default);
                Ended.Enqueue("closed");
                return;
            }

            if (text == "abort me")
            {
                Ended.Enqueue("aborted");
                context.Abort();
                return;
            }

            await socket.SendAsync(
                buffer.AsMemory(0, said.Count),
                said.MessageType,
                said.EndOfMessage,
                default
            );
        }
    }
}
