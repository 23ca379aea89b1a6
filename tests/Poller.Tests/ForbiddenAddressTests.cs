using LbPlatform.Poller.Tests.Probing;
using LbPlatform.State.Addresses;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LbPlatform.Poller.Tests;

/// <summary>
/// The whole Poller, and backends that turn out to be where none may be. 0.0.0.0 stands for all such addresses, because
/// it reaches a server on loopback where nothing stops it.
/// </summary>
public sealed class ForbiddenAddressTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";

    [Fact]
    public async Task Name_TurnsForbidden_IsDownWithoutAProbe_AndSaidOnce()
    {
        await using var origin = Origin.Answering(Ok);
        var names = new FakeNames().Set("shop.test", "127.0.0.1");
        await using var poller = await StartAsync(names);
        await poller.PutAsync(Some.Backend("b1", url: $"http://shop.test:{origin.Port}"));
        await poller.SeesAsync("select status, outcome from health_now", "healthy|ok");

        names.Set("shop.test", "0.0.0.0");
        await poller.SeesAsync("select status, outcome from health_now", "unhealthy|forbidden");
        var probed = origin.Requests.Count;
        var asked = names.Asked.Count;
        await Eventually.HoldsAsync(() => names.Asked.Count > asked + 2, "it goes on to look");

        Assert.Equal(probed, origin.Requests.Count);
        Assert.Equal(
            "no backend may be there: 0.0.0.0 is the unspecified address, by which this machine reaches itself (0.0.0.0/32, RFC 1122, 3.2.1.3)",
            poller.Query("select detail from health_now")
        );
        Assert.StartsWith(
            "Not probing shop.test: no backend may be there, 0.0.0.0 is",
            Assert.Single(poller.Log.Texts(3092)),
            StringComparison.Ordinal
        );

        names.Set("shop.test", "169.254.169.254", "127.0.0.1");
        await poller.SeesAsync("select status, outcome from health_now", "healthy|ok");
    }

    [Fact]
    public async Task Settings_Narrowed_HoldForTheNextProbe()
    {
        await using var origin = Origin.Answering(Ok);
        await using var poller = await StartAsync(new FakeNames());
        await poller.PutAsync(Some.Backend("b1", url: origin.Url));
        await poller.SeesAsync("select status, outcome from health_now", "healthy|ok");

        await NarrowAsync(poller, new() { Deny = NetworkList.Of(["127.0.0.0/8"]) });
        await poller.SeesAsync("select status, outcome from health_now", "unhealthy|forbidden");
        Assert.Contains(
            "in a network that the settings deny (127.0.0.0/8)",
            poller.Query("select detail from health_now"),
            StringComparison.Ordinal
        );

        await NarrowAsync(poller, AddressPolicy.Default);
        await poller.SeesAsync("select status, outcome from health_now", "healthy|ok");
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_IsTheAnswer_AndNotFollowed(int status)
    {
        await using var elsewhere = Origin.Answering(Ok);
        await using var http1 = Origin.Answering(
            $"HTTP/1.1 {status} Moved\r\nLocation: {elsewhere.Url}/\r\nContent-Length: 0\r\n\r\n"
        );
        await using var http2 = await KestrelOrigin.StartAsync(
            context =>
            {
                context.Response.StatusCode = status;
                context.Response.Headers.Location = $"{elsewhere.Url}/";
                return Task.CompletedTask;
            },
            HttpProtocols.Http2
        );
        await using var poller = await StartAsync(new FakeNames());
        await poller.PutAsync(Some.Backend("b1", url: http1.Url));
        await poller.SeesAsync(
            $"select count(*) > 0 from health_history where backend = 'b1' and status_code = {status}",
            "1"
        );

        await poller.CommitAsync(draft =>
        {
            draft.Remove(draft.Snapshot.Backends.Find("b1")!);
            draft.Put(
                draft.Snapshot.Pools.Single() with
                {
                    Transport = new() { Protocol = BackendProtocol.Http2 },
                }
            );
        });
        await poller.PutAsync(Some.Backend("b2", url: http2.Url));
        await poller.SeesAsync(
            $"select count(*) > 0 from health_history where backend = 'b2' and status_code = {status}",
            "1"
        );

        Assert.Empty(elsewhere.Requests);
    }

    private static async Task<PollerFixture> StartAsync(FakeNames names) =>
        await (await new PollerFixture { Names = names }.MakeStoreAsync()).StartAsync();

    private static Task NarrowAsync(PollerFixture poller, AddressPolicy addresses) =>
        poller.CommitAsync(draft =>
            draft.Put(draft.Snapshot.Settings with { Addresses = addresses })
        );
}
