using System.Net.WebSockets;
using System.Text;
using LbPlatform.DataPlane.Admin;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Draining;

/// <summary>A backend that drains: what is in flight ends, what is switched is closed in time, and both are told.</summary>
public sealed class DrainClockTests
{
    [Fact]
    public async Task Draining_RequestInFlight_EndsAndIsCountedUntilThen()
    {
        var release = new TaskCompletionSource();
        await using var slow = new Origin(
            async exchange =>
            {
                await release.Task;
                await exchange.AnswerAsync("slow");
            },
            name: "slow"
        );
        await using var plane = await RunningDataPlane.StartAsync(slow);
        var inFlight = plane.GetAsync();
        await Eventually.HoldsAsync(() => slow.Heads.Count == 1, "the request is in flight");
        await using var other = new Origin(name: "other");
        await plane.EditAsync(draft => RunningDataPlane.Add(draft, "other", other.Url));

        await DrainAsync(plane, "slow", TimeSpan.FromHours(1));

        Assert.Equal(["other", "other"], await plane.GetAsync(2));
        await Eventually.HoldsAsync(() => CountOf(plane, "slow") == 1, "one is told");
        release.SetResult();
        Assert.Equal("slow", await inFlight);
        await Eventually.HoldsAsync(() => CountOf(plane, "slow") == 0, "none is told");
    }

    [Fact]
    public async Task Deadline_WebSocket_IsClosedOnBothSidesAsGoingAway()
    {
        await using var backend = await SocketBackend.StartAsync();
        await using var plane = await StartAsync(backend);
        using var socket = await ConnectAsync(plane);
        Assert.Equal("x", await EchoAsync(socket, "x"));

        await DrainAsync(plane, "socket", TimeSpan.FromMilliseconds(500));
        await Eventually.HoldsAsync(() => CountOf(plane, "socket") == 1, "the socket is told");
        var said = await socket.ReceiveAsync(new byte[16], default).WaitAsync(Eventually.Patience);

        Assert.Equal(WebSocketMessageType.Close, said.MessageType);
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, socket.CloseStatus);
        await Eventually.HoldsAsync(
            () => backend.Ended.Contains("1001 "),
            "the backend is told the same"
        );
        await Eventually.HoldsAsync(() => CountOf(plane, "socket") == 0, "none is left");
    }

    [Fact]
    public async Task Deadline_TakenBackBefore_TheWebSocketStays()
    {
        await using var backend = await SocketBackend.StartAsync();
        await using var plane = await StartAsync(backend);
        using var socket = await ConnectAsync(plane);

        await DrainAsync(plane, "socket", TimeSpan.FromHours(1));
        await plane.EditAsync(static draft =>
            draft.Put(
                draft.Snapshot.Backends.Find("socket")! with
                {
                    AdministrativeState = AdministrativeState.Enabled,
                }
            )
        );

        Assert.Null(CountOf(plane, "socket"));
        Assert.Equal("x", await EchoAsync(socket, "x"));
        // And a further one may begin.
        using var next = await ConnectAsync(plane);
        Assert.Equal("y", await EchoAsync(next, "y"));
    }

    [Fact]
    public async Task Deadline_TakenBackAfter_FurtherWebSocketsMayBegin()
    {
        await using var backend = await SocketBackend.StartAsync();
        await using var plane = await StartAsync(backend);
        using var socket = await ConnectAsync(plane);
        await DrainAsync(plane, "socket", TimeSpan.Zero);
        await socket.ReceiveAsync(new byte[16], default).WaitAsync(Eventually.Patience);

        await plane.EditAsync(static draft =>
            draft.Put(
                draft.Snapshot.Backends.Find("socket")! with
                {
                    AdministrativeState = AdministrativeState.Enabled,
                }
            )
        );

        using var next = await ConnectAsync(plane);
        Assert.Equal("y", await EchoAsync(next, "y"));
    }

    [Fact]
    public async Task Removed_WhileItDrains_ItsWebSocketsAreClosed()
    {
        await using var backend = await SocketBackend.StartAsync();
        await using var plane = await StartAsync(backend);
        using var socket = await ConnectAsync(plane);
        await DrainAsync(plane, "socket", TimeSpan.FromHours(1));

        await plane.EditAsync(static draft =>
            draft.Remove(draft.Snapshot.Backends.Find("socket")!)
        );

        await socket.ReceiveAsync(new byte[16], default).WaitAsync(Eventually.Patience);
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, socket.CloseStatus);
    }

    private static int? CountOf(RunningDataPlane plane, string name)
    {
        var id = plane.Applied.Backends.Find(name)!.Id;
        return plane
            .Service<NodeIdentity>()
            .Report()
            .Draining.FirstOrDefault(one => one.BackendId == id)
            ?.InFlight;
    }

    private static Task DrainAsync(RunningDataPlane plane, string name, TimeSpan time) =>
        plane.EditAsync(draft =>
            draft.Put(
                draft.Snapshot.Backends.Find(name)! with
                {
                    AdministrativeState = AdministrativeState.Draining,
                    Drain = new() { Since = draft.Now, Deadline = draft.Now + time },
                }
            )
        );

    private static async Task<RunningDataPlane> StartAsync(SocketBackend backend)
    {
        var plane = await RunningDataPlane.StartAsync();
        await plane.EditAsync(draft => RunningDataPlane.Add(draft, "socket", backend.Url));
        return plane;
    }

    private static async Task<ClientWebSocket> ConnectAsync(RunningDataPlane plane)
    {
        var socket = new ClientWebSocket();
        await socket
            .ConnectAsync(new Uri($"ws://127.0.0.1:{plane.Port}/"), default)
            .WaitAsync(Eventually.Patience);
        return socket;
    }

    private static async Task<string> EchoAsync(ClientWebSocket socket, string text)
    {
        await socket.SendAsync(
            Encoding.UTF8.GetBytes(text),
            WebSocketMessageType.Text,
            endOfMessage: true,
            default
        );
        var buffer = new byte[16];
        var said = await socket.ReceiveAsync(buffer, default).WaitAsync(Eventually.Patience);
        return Encoding.UTF8.GetString(buffer, 0, said.Count);
    }
}
