using LbPlatform.DataPlane.Configuration;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Model;
using LbPlatform.State.Routing;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Configuration;

namespace LbPlatform.DataPlane.Tests;

/// <summary>Which pool answers, over real sockets.</summary>
public sealed class RoutingTests
{
    [Fact]
    public async Task Requests_GoWhereTheirRouteSays()
    {
        await using var a = new Origin(name: "a");
        await using var shop = new Origin(name: "shop");
        await using var beta = new Origin(name: "beta");
        await using var plane = await RunningDataPlane.StartAsync(a);
        await plane.EditAsync(draft =>
        {
            var pool = draft.AddPool(shop);
            draft.AddRoute("shop", pool, new() { Hosts = ["*.shop.test"], Path = "/cart" });
            draft.AddRoute(
                "beta",
                draft.AddPool(beta),
                new()
                {
                    Methods = ["POST"],
                    Headers = [new() { Name = "X-Beta", Kind = FieldMatchKind.Present }],
                    Query = [new() { Name = "q", Value = "1" }],
                },
                priority: 1
            );
        });
        using var client = plane.Connect();

        Assert.Equal("a", await SendAsync("GET /cart", "Host: shop.test"));
        Assert.Equal("shop", await SendAsync("GET /cart/1", "Host: A.Shop.Test:8080"));
        Assert.Equal("a", await SendAsync("GET /cartel", "Host: a.shop.test"));
        Assert.Equal("shop", await SendAsync("GET /x/%2e%2e/c%61rt", "Host: a.shop.test"));
        Assert.Equal("shop", await SendAsync("GET http://a.shop.test/cart", "Host: a.shop.test"));
        Assert.Equal("beta", await SendAsync("POST /cart?q=1", "Host: a.shop.test\r\nX-Beta: x"));
        Assert.Equal("shop", await SendAsync("POST /cart?q=2", "Host: a.shop.test\r\nX-Beta: x"));
        Assert.Equal("shop", await SendAsync("GET /cart?q=1", "Host: a.shop.test\r\nX-Beta: x"));

        async Task<string> SendAsync(string line, string fields) =>
            (await client.SendAsync($"{line} HTTP/1.1\r\n{fields}\r\n\r\n")).Body;
    }

    [Fact]
    public async Task Request_ThatNoRouteMatches_IsToldSo()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        await plane.ActAsync(_ => new(), new() { Path = "/only" });
        using var client = plane.Connect();

        var answer = await client.SendAsync(
            "GET / HTTP/1.1\r\nHost: h\r\nAccept: application/json\r\n\r\n"
        );

        Assert.Equal(404, answer.Status);
        Assert.Equal("no_route", answer["X-Lb-Error"]);
        Assert.Equal("application/problem+json", answer["Content-Type"]);
        Assert.Contains("No route matches", answer.Body, StringComparison.Ordinal);
        Assert.Equal("a", await plane.GetAsync("/only"));
    }

    [Fact]
    public async Task Routes_AreChanged_YarpIsNotAsked()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        var config = plane.Service<IProxyConfigProvider>().GetConfig();
        var cluster = plane.Service<IProxyStateLookup>().GetClusters().Single().Model;

        await plane.EditAsync(draft =>
            draft.AddRoute(
                "other",
                draft.Snapshot.Pools.Find(Pool.DefaultName)!.Id,
                new() { Path = "/other" }
            )
        );

        Assert.Equal("a", await plane.GetAsync("/other"));
        Assert.Same(config, plane.Service<IProxyConfigProvider>().GetConfig());
        Assert.Same(cluster, plane.Service<IProxyStateLookup>().GetClusters().Single().Model);
        Assert.Empty(plane.Service<IProxyStateLookup>().GetRoutes());
    }

    [Fact]
    public async Task Routes_AreAddedMovedAndRemovedWithTheirPools_UnderLoad_NoRequestIsLost()
    {
        await using var a = new Origin(name: "a");
        await using var b = new Origin(name: "b");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var end = new CancellationTokenSource();
        var load = Task.Run(() => AskAsync(plane, end.Token));

        for (var round = 0; round < 10; round++)
        {
            await plane.EditAsync(draft =>
                draft.AddRoute("b", draft.AddPool(b), new() { Path = "/b" })
            );
            Assert.Equal("b", await plane.GetAsync("/b/x"));
            await plane.EditAsync(draft =>
            {
                draft.Remove(draft.Snapshot.Routes.Find("b")!);
                draft.Remove(draft.Snapshot.Backends.Find("b")!);
                draft.Remove(draft.Snapshot.Pools.Find("b-pool")!);
            });
            Assert.Equal("a", await plane.GetAsync("/b/x"));
        }

        await end.CancelAsync();
        Assert.True(await load > 0);
    }

    [Fact]
    public async Task Route_WhosePoolIsGoneFromItsAction_IsLeftOutAlone()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        await plane.EditAsync(draft =>
            draft.Put(
                new Route
                {
                    Id = ResourceId.New(draft.Now),
                    Name = "lost",
                    Action = new() { Split = new() { Pools = [new() { PoolId = "nowhere" }] } },
                    Match = new() { Path = "/lost" },
                }
            )
        );

        Assert.Equal("a", await plane.GetAsync("/lost"));
        Assert.Equal(
            ["route lost: its pool does not exist; point it to another"],
            plane.Service<AppliedConfiguration>().Quarantined.Select(static row => row.ToString())
        );
        Assert.Equal(1, plane.Log.Count(4012));
    }

    private static async Task<int> AskAsync(RunningDataPlane plane, CancellationToken end)
    {
        var count = 0;
        while (!end.IsCancellationRequested)
        {
            // Throws where the answer is no success.
            var body = await plane.GetAsync("/b/load");
            Assert.Contains(body, (string[])["a", "b"]);
            count++;
        }

        return count;
    }
}
