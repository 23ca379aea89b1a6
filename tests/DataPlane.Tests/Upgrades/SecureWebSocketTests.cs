using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Model;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LbPlatform.DataPlane.Tests.Upgrades;

/// <summary>wss:// over HTTP/1.1 and over HTTP/2 (RFC 8441), to backends of ws:// and wss:// over either version.</summary>
public sealed class SecureWebSocketTests
{
    private const int Large = 4 * 1024 * 1024;

    public static TheoryData<int, HttpProtocols, bool> All()
    {
        var all = new TheoryData<int, HttpProtocols, bool>();
        foreach (var client in (int[])[1, 2])
        {
            foreach (var backend in (HttpProtocols[])[HttpProtocols.Http1, HttpProtocols.Http2])
            {
                all.Add(client, backend, false);
                all.Add(client, backend, true);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Socket_MessagesLargeFramesPingsAndClose_Pass(
        int version,
        HttpProtocols protocols,
        bool isTls
    )
    {
        await using var plane = await SecurePlane.StartAsync([]);
        await using var backend = await StartAsync(plane, protocols, isTls);
        // It breaks the socket itself where a ping's answer does not come.
        using var socket = await ConnectAsync(
            plane,
            version,
            static options =>
            {
                options.AddSubProtocol("chat");
                options.KeepAliveInterval = TimeSpan.FromMilliseconds(20);
                options.KeepAliveTimeout = Eventually.Patience;
            }
        );

        Assert.Equal("chat", socket.SubProtocol);
        Assert.Equal(
            "hello",
            Encoding.UTF8.GetString(await EchoAsync(socket, "hello"u8.ToArray()))
        );
        var sent = RandomNumberGenerator.GetBytes(Large);
        Assert.Equal(sent, await EchoAsync(socket, sent));
        await socket.CloseAsync((WebSocketCloseStatus)4321, "reason", default);

        Assert.Equal((WebSocketCloseStatus)4321, socket.CloseStatus);
        Assert.Equal("bye", socket.CloseStatusDescription);
        Assert.Equal("4321 reason", Assert.Single(backend.Ended));
        Assert.StartsWith(
            protocols == HttpProtocols.Http2
                ? "CONNECT HTTP/2 /chat key=0 sub=chat"
                : "GET HTTP/1.1 /chat key=1 sub=chat",
            Assert.Single(backend.Asked),
            StringComparison.Ordinal
        );
        await EndsAsync(plane);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Socket_OneSideCloses_OrBreaks_TheOtherLearnsIt(
        int version,
        HttpProtocols protocols,
        bool isTls
    )
    {
        await using var plane = await SecurePlane.StartAsync([]);
        await using var backend = await StartAsync(plane, protocols, isTls);
        using var closed = await ConnectAsync(plane, version);
        using var aborted = await ConnectAsync(plane, version);
        using var leaving = await ConnectAsync(plane, version);
        var buffer = new byte[100];

        await SayAsync(closed, "close me");
        var close = await closed.ReceiveAsync(buffer, default).WaitAsync(Eventually.Patience);
        await closed.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
        await SayAsync(aborted, "abort me");
        await EchoAsync(leaving, "x"u8.ToArray());
        leaving.Abort();

        Assert.Equal((WebSocketCloseStatus)4001, close.CloseStatus);
        Assert.Equal("told to", close.CloseStatusDescription);
        await Assert.ThrowsAsync<WebSocketException>(() =>
            aborted.ReceiveAsync(buffer, default).WaitAsync(Eventually.Patience)
        );
        await Eventually.HoldsAsync(() => backend.Ended.Count == 3, "all three ended there too");
        await EndsAsync(plane);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Silence_EndsASocketAtItsLimit_PingsKeepAnother(int version)
    {
        await using var plane = await SecurePlane.StartAsync(["Upgrade:IdleTimeout=1s"]);
        await using var backend = await StartAsync(plane, HttpProtocols.Http2, isTls: true);
        using var quiet = await ConnectAsync(plane, version);
        using var pinging = await ConnectAsync(
            plane,
            version,
            static options => options.KeepAliveInterval = TimeSpan.FromMilliseconds(100)
        );

        await Assert.ThrowsAsync<WebSocketException>(() =>
            quiet.ReceiveAsync(new byte[1], default).WaitAsync(Eventually.Patience)
        );

        Assert.Equal(
            "still",
            Encoding.UTF8.GetString(await EchoAsync(pinging, "still"u8.ToArray()))
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Handshake_ForgedCertificate_EndsHere(int version)
    {
        var heads = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await using var origin = await KestrelOrigin.StartAsync(context =>
        {
            heads.Enqueue(string.Join('\n', context.Request.Headers.Select(static f => $"{f}")));
            context.Response.StatusCode = 418;
            return Task.CompletedTask;
        });
        await using var plane = await SecurePlane.StartAsync([]);
        await plane.AddAsync(origin.Url);

        await Assert.ThrowsAsync<WebSocketException>(() =>
            ConnectAsync(
                plane,
                version,
                static options => options.SetRequestHeader("Client-Cert", ":forged:")
            )
        );

        Assert.DoesNotContain("forged", Assert.Single(heads), StringComparison.Ordinal);
    }

    private static async Task<SocketBackend> StartAsync(
        SecurePlane plane,
        HttpProtocols protocols,
        bool isTls
    )
    {
        var backend = await SocketBackend.StartAsync(
            protocols,
            isTls ? plane.NewBackendCertificate() : null
        );
        await plane.AddAsync(
            backend.Url,
            new()
            {
                Protocol =
                    protocols == HttpProtocols.Http2
                        ? BackendProtocol.Http2
                        : BackendProtocol.Http1,
            }
        );
        return backend;
    }

    private static async Task<ClientWebSocket> ConnectAsync(
        SecurePlane plane,
        int version,
        Action<ClientWebSocketOptions>? adjust = null
    )
    {
        var socket = new ClientWebSocket();
        socket.Options.HttpVersion = version == 2 ? HttpVersion.Version20 : HttpVersion.Version11;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        adjust?.Invoke(socket.Options);
        await socket
            .ConnectAsync(
                new Uri($"wss://127.0.0.1:{plane.Port}/chat"),
                plane.NewClient(version),
                default
            )
            .WaitAsync(Eventually.Patience);
        return socket;
    }

    private static Task SayAsync(WebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, default);

    private static async Task<byte[]> EchoAsync(WebSocket socket, byte[] message)
    {
        var sending = socket.SendAsync(message, WebSocketMessageType.Binary, true, default);
        var got = new byte[message.Length];
        for (var count = 0; count < got.Length; )
        {
            var part = await socket
                .ReceiveAsync(got.AsMemory(count), default)
                .AsTask()
                .WaitAsync(Eventually.Patience);
            Assert.Equal(WebSocketMessageType.Binary, part.MessageType);
            count += part.Count;
        }

        await sending;
        return got;
    }

    private static Task EndsAsync(SecurePlane plane) =>
        Eventually.HoldsAsync(
            () => plane.Plane.Service<ActiveRequests>().Count == 0,
            "no request is in flight"
        );
}
