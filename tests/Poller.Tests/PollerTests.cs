using LbPlatform.Poller.Tests.Probing;

namespace LbPlatform.Poller.Tests;

public sealed class PollerTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";

    [Fact]
    public async Task Backend_KilledAndBroughtBack_FlipsWithReasonsInStoreAndLog()
    {
        await using var poller = await (await new PollerFixture().MakeStoreAsync()).StartAsync();
        var port = FreePort.Next();
        var origin = Origin.Answering(Ok, port: port);
        await poller.PutAsync(Some.Backend("b1", url: $"http://localhost:{port}"));
        await poller.SeesAsync("select backend, status, outcome from health_now", "b1|healthy|ok");

        await origin.DisposeAsync();
        await poller.SeesAsync(
            "select backend, status, detail from health_now",
            "b1|unhealthy|connection refused"
        );
        origin = Origin.Answering(Ok, port: port);
        await poller.SeesAsync("select status from health_now", "healthy");
        await origin.DisposeAsync();

        Assert.Equal(
            "b1|default|unknown|healthy|ok;b1|default|healthy|unhealthy|refused;b1|default|unhealthy|healthy|ok",
            poller.Query(
                "select backend, pool, from_status, to_status, outcome from health_transitions order by at limit 3"
            )
        );
        Assert.StartsWith(
            "Backend b1 is UP: first probe ok",
            Assert.Single(poller.Log.Texts(3005))
        );
        Assert.StartsWith(
            "Backend b1 is failing (1/3): refused connection refused in ",
            poller.Log.Texts(3000)[0]
        );
        Assert.Equal(
            "Backend b1 is DOWN: refused connection refused (0 of 1 left in default)",
            poller.Log.Texts(3001)[0]
        );
        Assert.Matches(
            @"^Backend b1 is UP after [\dms]+ \(2 good checks\)$",
            poller.Log.Texts(3002)[0]
        );
        Assert.Equal(
            "Pool default has no healthy backend: answering 503",
            poller.Log.Texts(3003)[0]
        );
        Assert.Equal("Pool default has a healthy backend again", poller.Log.Texts(3004)[0]);
    }
}
