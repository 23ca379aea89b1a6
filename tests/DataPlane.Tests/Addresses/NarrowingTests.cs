using System.Collections.Concurrent;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Addresses;
using LbPlatform.State.Model;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LbPlatform.DataPlane.Tests.Addresses;

/// <summary>
/// The settings forbid where a backend is: from the next request on, no connection that stands there is used, and what
/// is under way ends undisturbed.
/// </summary>
public sealed class NarrowingTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    private static readonly AddressPolicy NoLoopback = new()
    {
        Deny = NetworkList.Of(["127.0.0.0/8"]),
    };

    [Fact]
    public async Task Http1_IdleConnection_IsNotUsedAgain_AndWideningServesAgain()
    {
        await using var origin = new Origin();
        await using var plane = await RunningDataPlane.StartAsync(origin);
        using var client = plane.Connect();

        var before = await client.SendAsync(Get);
        await NarrowAsync(plane, NoLoopback);
        var narrowed = await client.SendAsync(Get);
        await NarrowAsync(plane, AddressPolicy.Default);
        var after = await client.SendAsync(Get);

        Assert.Equal((200, 200), (before.Status, after.Status));
        Assert.Equal((502, "forbidden_address"), (narrowed.Status, narrowed["X-Lb-Error"]));
        Assert.Equal(2, origin.Heads.Count);
        Assert.Contains(
            "in a network that the settings deny (127.0.0.0/8)",
            Assert.Single(plane.Log.Of(4128)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Http1_Allow_KeepsOnlyWhatIsListed()
    {
        await using var inside = new Origin(name: "inside");
        await using var outside = new Origin(
            name: "outside",
            address: System.Net.IPAddress.Parse("127.0.0.2")
        );
        await using var plane = await RunningDataPlane.StartAsync(inside);
        await plane.EditAsync(draft =>
            RunningDataPlane.Add(draft, "outside", $"http://127.0.0.2:{outside.Port}")
        );
        var before = await plane.GetAsync(4);
        var seen = outside.Heads.Count;

        await NarrowAsync(plane, new() { Allow = NetworkList.Of(["127.0.0.1/32"]) });
        var after = await plane.GetAsync(4);

        Assert.Contains("outside", before);
        Assert.Equal(["inside", "inside", "inside", "inside"], after);
        Assert.Equal(seen, outside.Heads.Count);
    }

    [Fact]
    public async Task RequestUnderWay_EndsUndisturbed()
    {
        var isHere = new TaskCompletionSource();
        var mayAnswer = new TaskCompletionSource();
        await using var origin = new Origin(async exchange =>
        {
            isHere.TrySetResult();
            await mayAnswer.Task;
            await exchange.AnswerAsync("late");
        });
        await using var plane = await RunningDataPlane.StartAsync(origin);
        using var client = plane.Connect();

        var underWay = client.SendAsync(Get);
        await isHere.Task.WaitAsync(Eventually.Patience);
        await NarrowAsync(plane, NoLoopback);
        mayAnswer.SetResult();
        var answer = await underWay;
        var next = await client.SendAsync(Get);

        Assert.Equal((200, "late"), (answer.Status, answer.Body));
        Assert.Equal((502, "forbidden_address"), (next.Status, next["X-Lb-Error"]));
    }

    [Fact]
    public async Task Http2_ConnectionThatStands_TakesNoFurtherStream()
    {
        var connections = new ConcurrentBag<string>();
        await using var origin = await KestrelOrigin.StartAsync(
            context =>
            {
                connections.Add(context.Connection.Id);
                return context.Response.Body.WriteAsync("fine"u8.ToArray()).AsTask();
            },
            HttpProtocols.Http2
        );
        var (plane, _) = await TransportPlane.StartAsync(
            new() { Protocol = BackendProtocol.Http2 },
            origin.Url
        );
        await using var _ = plane;
        using var client = plane.Connect();

        var before = new[] { await client.SendAsync(Get), await client.SendAsync(Get) };
        await NarrowAsync(plane, NoLoopback);
        var narrowed = await client.SendAsync(Get);

        Assert.All(before, static answer => Assert.Equal(200, answer.Status));
        Assert.Single(connections.Distinct());
        Assert.Equal((502, "forbidden_address"), (narrowed.Status, narrowed["X-Lb-Error"]));
        Assert.Equal(2, connections.Count);
    }

    [Fact]
    public async Task ProxyProtocol_ConnectionOfTheClientsOwn_IsNotUsedAgain()
    {
        await using var origin = new ProxyOrigin();
        var (plane, _) = await TransportPlane.StartAsync(
            new() { ProxyProtocol = ProxyProtocol.V1 },
            origin.Url
        );
        await using var _ = plane;
        using var client = plane.Connect();

        var before = await client.SendAsync(Get);
        await NarrowAsync(plane, NoLoopback);
        var narrowed = await client.SendAsync(Get);

        Assert.Equal(200, before.Status);
        Assert.Equal((502, "forbidden_address"), (narrowed.Status, narrowed["X-Lb-Error"]));
        Assert.Single(origin.Greetings);
    }

    /// <summary>Whether verification is off is news of the transport, not of addresses.</summary>
    [Fact]
    public async Task OtherClients_AreSaidNothingOf()
    {
        await using var origin = new Origin();
        await using var plane = await RunningDataPlane.StartAsync(origin);
        await plane.SetTransportAsync(new() { Tls = new() { Verify = TlsVerification.None } });

        await NarrowAsync(plane, NoLoopback);

        Assert.Equal(1, plane.Log.Count(4140));
    }

    private static Task NarrowAsync(RunningDataPlane plane, AddressPolicy addresses) =>
        plane.EditAsync(draft => draft.Put(draft.Snapshot.Settings with { Addresses = addresses }));
}
