using System.Net;
using System.Net.WebSockets;
using System.Text;
using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Model;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace LbPlatform.DataPlane.Tests.Upgrades;

/// <summary>Real clients and servers, over each pair of versions that a WebSocket may cross.</summary>
public sealed class WebSocketTests
{
    private static readonly (HttpProtocols Client, HttpProtocols Backend)[] Pairs =
    [
        (HttpProtocols.Http1, HttpProtocols.Http1),
        (HttpProtocols.Http2, HttpProtocols.Http1),
        (HttpProtocols.Http1, HttpProtocols.Http2),
        (HttpProtocols.Http2, HttpProtocols.Http2),
    ];

    public static TheoryData<HttpProtocols, HttpProtocols> AllPairs()
    {
        var pairs = new TheoryData<HttpProtocols, HttpProtocols>();
        foreach (var (client, backend) in Pairs)
        {
            pairs.Add(client, backend);
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(AllPairs))]
    public async Task Messages_PassBothWays_AndTheHandshakeIsExact(
        HttpProtocols client,
        HttpProtocols backend
    )
    {
        await using var backends = await SocketBackend.StartAsync(backend);
        await using var plane = await StartAsync(client, backends);
        using var socket = await ConnectAsync(
            plane,
            client,
            options =>
            {
                options.AddSubProtocol("chat");
                options.AddSubProtocol("other");
                options.DangerousDeflateOptions = new();
            }
        );

        Assert.Equal("chat", socket.SubProtocol);
        Assert.Equal("hello", await EchoAsync(socket, "hello"));
        var asked = Assert.Single(backends.Asked);
        Assert.StartsWith(
            backend == HttpProtocols.Http2
                ? "CONNECT HTTP/2 /chat key=0 sub=chat"
                : "GET HTTP/1.1 /chat key=1 sub=chat",
            asked,
            StringComparison.Ordinal
        );
        Assert.Contains("ext=permessage-deflate", asked, StringComparison.Ordinal);
        Assert.EndsWith("xff=127.0.0.1", asked, StringComparison.Ordinal);

        await socket.CloseAsync((WebSocketCloseStatus)4321, "reason", default);
        Assert.Equal((WebSocketCloseStatus)4321, socket.CloseStatus);
        Assert.Equal("bye", socket.CloseStatusDescription);
        Assert.Equal("4321 reason", Assert.Single(backends.Ended));
        await EndsAsync(plane);
        Assert.Matches(
            client == HttpProtocols.Http2
                ? @"""CONNECT /chat HTTP/2"" 200 [1-9]\d*B .* -> socket .* try=1$"
                : @"""GET /chat HTTP/1.1"" 101 [1-9]\d*B .* -> socket .* try=1$",
            plane.Log.Of(4000).Single()
        );
    }

    [Theory]
    [MemberData(nameof(AllPairs))]
    public async Task Backend_ClosesOrAborts_TheClientLearnsIt(
        HttpProtocols client,
        HttpProtocols backend
    )
    {
        await using var backends = await SocketBackend.StartAsync(backend);
        await using var plane = await StartAsync(client, backends);
        using var closed = await ConnectAsync(plane, client);
        using var aborted = await ConnectAsync(plane, client);
        var buffer = new byte[100];

        await SayAsync(closed, "close me");
        var close = await closed.ReceiveAsync(buffer, default).WaitAsync(Eventually.Patience);
        await closed.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
        await SayAsync(aborted, "abort me");

        Assert.Equal((WebSocketCloseStatus)4001, close.CloseStatus);
        Assert.Equal("told to", close.CloseStatusDescription);
        await Assert.ThrowsAsync<WebSocketException>(() =>
            aborted.ReceiveAsync(buffer, default).WaitAsync(Eventually.Patience)
        );
        await EndsAsync(plane);
    }

    [Theory]
    [MemberData(nameof(AllPairs))]
    public async Task Client_Aborts_TheBackendLearnsIt(HttpProtocols client, HttpProtocols backend)
    {
        await using var backends = await SocketBackend.StartAsync(backend);
        await using var plane = await StartAsync(client, backends);
        using var socket = await ConnectAsync(plane, client);
        Assert.Equal("x", await EchoAsync(socket, "x"));

        socket.Abort();

        await Eventually.HoldsAsync(() => !backends.Ended.IsEmpty, "the backend's socket ends");
        Assert.DoesNotContain(backends.Ended, static end => char.IsDigit(end[0]));
        await EndsAsync(plane);
    }

    [Theory]
    [MemberData(nameof(AllPairs))]
    public async Task Frame_Of16Megabytes_PassesInBoundedMemory(
        HttpProtocols client,
        HttpProtocols backend
    )
    {
        const int Size = 16 * 1024 * 1024;
        await using var backends = await SocketBackend.StartAsync(backend);
        await using var plane = await StartAsync(client, backends);
        using var socket = await ConnectAsync(plane, client);
        var sent = new byte[Size];
        Random.Shared.NextBytes(sent);

        var sending = socket.SendAsync(sent, WebSocketMessageType.Binary, true, default);
        var got = new byte[Size];
        var count = 0;
        while (count < Size)
        {
            var part = await socket
                .ReceiveAsync(got.AsMemory(count), default)
                .AsTask()
                .WaitAsync(Eventually.Patience);
            count += part.Count;
        }

        await sending;
        Assert.True(sent.AsSpan().SequenceEqual(got));
    }

    [Theory]
    [MemberData(nameof(AllPairs))]
    public async Task Silence_LongerThanOfARequest_EndsOnlyAtItsOwnLimit(
        HttpProtocols client,
        HttpProtocols backend
    )
    {
        await using var backends = await SocketBackend.StartAsync(backend);
        await using var plane = await StartAsync(
            client,
            backends,
            "DataPlane:ActivityTimeout=100ms",
            "Upgrade:IdleTimeout=1s"
        );
        using var socket = await ConnectAsync(plane, client);
        using var chatty = await ConnectAsync(
            plane,
            client,
            static options => options.KeepAliveInterval = TimeSpan.FromMilliseconds(100)
        );
        var started = TimeProvider.System.GetTimestamp();

        var buffer = new byte[1];
        await Assert.ThrowsAsync<WebSocketException>(() =>
            socket.ReceiveAsync(buffer, default).WaitAsync(Eventually.Patience)
        );

        Assert.InRange(
            TimeProvider.System.GetElapsedTime(started),
            TimeSpan.FromMilliseconds(800),
            TimeSpan.FromSeconds(20)
        );
        // Its pings kept the other one.
        Assert.Equal("still", await EchoAsync(chatty, "still"));
    }

    [Theory]
    [MemberData(nameof(AllPairs))]
    public async Task Backend_Refuses_ItsAnswerIsPassedOn(
        HttpProtocols client,
        HttpProtocols backend
    )
    {
        await using var backends = await SocketBackend.StartAsync(backend);
        await using var plane = await StartAsync(client, backends);
        using var socket = new ClientWebSocket();
        Over(socket.Options, client);
        using var invoker = Invoker();
        socket.Options.CollectHttpResponseDetails = true;

        await Assert.ThrowsAsync<WebSocketException>(() =>
            socket.ConnectAsync(new Uri(AddressOf(plane), "/refuse"), invoker, default)
        );

        Assert.Equal(418, (int)socket.HttpStatusCode);
        await EndsAsync(plane);
    }

    [Fact]
    public async Task Configuration_ChangesAndVerdictsFlip_NoSocketIsDropped()
    {
        await using var backends = await SocketBackend.StartAsync();
        await using var other = new Origin(name: "other");
        await using var plane = await StartAsync(HttpProtocols.Http1, backends);
        using var socket = await ConnectAsync(plane, HttpProtocols.Http1);
        Assert.Equal("1", await EchoAsync(socket, "1"));

        await plane.EditAsync(draft => RunningDataPlane.Add(draft, "other", other.Url));
        Assert.Equal("2", await EchoAsync(socket, "2"));
        await plane.JudgeAsync("socket", LbPlatform.State.Health.HealthStatus.Unhealthy);
        Assert.Equal("3", await EchoAsync(socket, "3"));
        await plane.EditAsync(draft => draft.Remove(draft.Snapshot.Backends.Find("socket")!));
        Assert.Equal("4", await EchoAsync(socket, "4"));

        Assert.Single(backends.Asked);
        Assert.Equal("other", await plane.GetAsync());
    }

    [Fact]
    public async Task Shutdown_SocketsAreToldToGoBeforeTheDeadline()
    {
        await using var backends = await SocketBackend.StartAsync();
        await using var plane = await StartAsync(
            HttpProtocols.Http1,
            backends,
            "DataPlane:DrainTimeout=2s"
        );
        using var socket = await ConnectAsync(plane, HttpProtocols.Http1);
        Assert.Equal(1, plane.Services.GetRequiredService<ActiveRequests>().Count);
        var log = plane.Log;

        var stopping = plane.StopProcessAsync();
        Assert.Equal("x", await EchoAsync(socket, "x"));
        var closing = socket.ReceiveAsync(new byte[1], default);
        await stopping.WaitAsync(Eventually.Patience);

        await closing.WaitAsync(Eventually.Patience);
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, socket.CloseStatus);
        Assert.Equal("Shutdown complete (1 drained, 0 aborted)", log.Of(1002).Single());
    }

    [Fact]
    public async Task ExtendedConnect_SwitchedOff_Is501()
    {
        await using var backends = await SocketBackend.StartAsync();
        await using var plane = await StartAsync(
            HttpProtocols.Http2,
            backends,
            "Upgrade:WebSocket=false"
        );
        using var socket = new ClientWebSocket();
        Over(socket.Options, HttpProtocols.Http2);
        socket.Options.CollectHttpResponseDetails = true;
        using var invoker = Invoker();

        await Assert.ThrowsAsync<WebSocketException>(() =>
            socket.ConnectAsync(AddressOf(plane), invoker, default)
        );

        Assert.Equal(HttpStatusCode.NotImplemented, socket.HttpStatusCode);
        Assert.Empty(backends.Asked);
    }

    [Fact]
    public async Task Handshake_ThatProvesNothing_Is502WhereTheKeyWasOurs()
    {
        await using var a = new Origin(
            static exchange =>
                exchange.Wire.WriteAsync(
                    "HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: AAAA\r\n\r\n"
                ),
            "a"
        );
        await using var plane = await RunningDataPlane.StartWithListenerAsync(
            ["Protocols=Http2"],
            a
        );
        using var socket = new ClientWebSocket();
        Over(socket.Options, HttpProtocols.Http2);
        socket.Options.CollectHttpResponseDetails = true;
        using var invoker = Invoker();

        await Assert.ThrowsAsync<WebSocketException>(() =>
            socket.ConnectAsync(AddressOf(plane), invoker, default)
        );

        Assert.Equal(HttpStatusCode.BadGateway, socket.HttpStatusCode);
    }

    private static async Task<RunningDataPlane> StartAsync(
        HttpProtocols client,
        SocketBackend backend,
        params string[] settings
    )
    {
        var plane = await RunningDataPlane.StartWithListenerAsync([
            $"Protocols={client}",
            .. settings,
        ]);
        await plane.EditAsync(draft =>
        {
            var added = RunningDataPlane.Add(draft, "socket", backend.Url);
            if (backend.Protocols == HttpProtocols.Http2)
            {
                var pool = draft.Snapshot.Pools.Find(added.PoolId)!;
                draft.Put(
                    pool with
                    {
                        Transport = pool.Transport with { Protocol = BackendProtocol.Http2 },
                    }
                );
            }
        });
        return plane;
    }

    private static async Task<ClientWebSocket> ConnectAsync(
        RunningDataPlane plane,
        HttpProtocols protocols,
        Action<ClientWebSocketOptions>? adjust = null
    )
    {
        var socket = new ClientWebSocket();
        Over(socket.Options, protocols);
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        adjust?.Invoke(socket.Options);
        await socket
            .ConnectAsync(AddressOf(plane), Invoker(), default)
            .WaitAsync(Eventually.Patience);
        return socket;
    }

    private static HttpMessageInvoker Invoker() => new(new SocketsHttpHandler { UseProxy = false });

    private static void Over(ClientWebSocketOptions options, HttpProtocols protocols)
    {
        options.HttpVersion =
            protocols == HttpProtocols.Http2 ? HttpVersion.Version20 : HttpVersion.Version11;
        options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
    }

    private static Uri AddressOf(RunningDataPlane plane) =>
        new($"ws://127.0.0.1:{plane.Port}/chat");

    private static Task SayAsync(WebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, default);

    private static async Task<string> EchoAsync(WebSocket socket, string text)
    {
        await SayAsync(socket, text);
        var buffer = new byte[1024];
        var said = await socket.ReceiveAsync(buffer, default).WaitAsync(Eventually.Patience);
        return Encoding.UTF8.GetString(buffer, 0, said.Count);
    }

    private static async Task EndsAsync(RunningDataPlane plane)
    {
        await Eventually.HoldsAsync(
            () => plane.Services.GetRequiredService<ActiveRequests>().Count == 0,
            "no request is in flight"
        );
        await Eventually.HoldsAsync(() => plane.Log.Count(4000) > 0, "the line is written");
    }
}
