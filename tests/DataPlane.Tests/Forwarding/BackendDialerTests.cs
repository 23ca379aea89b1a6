using System.Net;
using System.Net.Sockets;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Forwarding;

/// <summary>What can happen between a connection and the first byte of a request; how it succeeds is in Transport.</summary>
public sealed class BackendDialerTests
{
    [Fact]
    public async Task Handshake_BackendSaysNothing_IsATimeout_AndTriedElsewhere()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var authority = new TestAuthority();
        using var certificate = authority.Issue(["127.0.0.1"]);
        await using var good = await KestrelOrigin.StartAsync(
            static context => context.Response.Body.WriteAsync("fine"u8.ToArray()).AsTask(),
            certificate: certificate
        );
        await using var plane = await RunningDataPlane.StartAsync([
            "--DataPlane:ConnectTimeout",
            "300ms",
        ]);
        var url = $"https://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}";
        await plane.EditAsync(draft => RunningDataPlane.Add(draft, "silent", url));
        await plane.SetTransportAsync(new() { Tls = new() { Ca = authority.Pem } });
        using var client = plane.Connect();

        var alone = await client.SendAsync(
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi"
        );
        await plane.EditAsync(draft => RunningDataPlane.Add(draft, "good", good.Url));
        await plane.GetAsync(2);

        Assert.Equal((503, "connect_failed"), (alone.Status, alone["X-Lb-Error"]));
        Assert.Contains("the last one: timeout", alone.Body, StringComparison.Ordinal);
        Assert.Contains("silent left out", plane.Log.Of(4022).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Greeting_BackendEndsAtOnce_IsAnsweredAsBroken()
    {
        await using var origin = new Origin(static exchange =>
        {
            exchange.Reset();
            return Task.CompletedTask;
        });
        var (plane, _) = await TransportPlane.StartAsync(
            new() { ProxyProtocol = ProxyProtocol.V1 },
            origin.Url
        );
        await using var _ = plane;
        using var client = plane.Connect();

        var answer = await client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal((502, "reset"), (answer.Status, answer["X-Lb-Error"]));
    }
}
