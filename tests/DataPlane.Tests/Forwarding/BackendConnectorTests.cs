using System.Net;
using System.Net.Sockets;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.State.Addresses;
using LbPlatform.State.Model;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Tests.Forwarding;

public sealed class BackendConnectorTests
{
    [Fact]
    public async Task Connect_NobodyListens_IsRefused() =>
        Assert.Equal(ConnectFault.Refused, await FaultAsync("127.0.0.1", FreePort.Next()));

    [Fact]
    public async Task Connect_NameWithoutAddress_IsDns() =>
        Assert.Equal(ConnectFault.Dns, await FaultAsync("no-such-host.invalid", 80));

    [Fact]
    public async Task Connect_NobodyAnswers_IsTimeout()
    {
        // A listener whose queue is full answers no further connection.
        using var listener = new Socket(
            AddressFamily.InterNetwork,
            SocketType.Stream,
            ProtocolType.Tcp
        );
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        var waiting = new List<Socket>();
        for (var n = 0; n < 4; n++)
        {
            var one = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
            {
                Blocking = false,
            };
            waiting.Add(one);
            _ = one.ConnectAsync(IPAddress.Loopback, port);
        }

        Assert.Equal(
            ConnectFault.Timeout,
            await FaultAsync("127.0.0.1", port, TimeSpan.FromMilliseconds(200))
        );
        waiting.ForEach(static one => one.Dispose());
    }

    [Theory]
    [InlineData("127.0.0.1", "localhost")]
    [InlineData("::1", "localhost")]
    [InlineData("::1", "::1")]
    public async Task Connect_Listener_IsFoundOnItsFamilyWithoutAWait(string address, string host)
    {
        using var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        // On a clock that stands still no head start ever ends: a wait would last for ever.
        var connector = Connector(TimeSpan.FromSeconds(10), new ManualTimeProvider());
        await using var stream = await connector
            .ConnectAsync(new DnsEndPoint(host, port), AddressPolicy.Default, default)
            .AsTask()
            .WaitAsync(Eventually.Patience);

        Assert.True(stream.CanWrite);
    }

    /// <summary>On Linux each of these reaches a server on loopback where nothing stops it.</summary>
    [Theory]
    [InlineData("127.0.0.1", "0.0.0.0")]
    [InlineData("127.0.0.1", "0")]
    [InlineData("127.0.0.1", "0x0")]
    [InlineData("127.0.0.1", "::ffff:0.0.0.0")]
    [InlineData("::1", "::")]
    [InlineData("::1", "0:0:0:0:0:0:0:0")]
    public async Task Connect_ForbiddenSpellingOfAServerThatListens_ReachesNobody(
        string address,
        string host
    )
    {
        using var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        Assert.Equal(ConnectFault.Forbidden, await FaultAsync(host, port));
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Connect_NameRebound_ReachesTheAddressThatWasJudged()
    {
        using var judged = new TcpListener(IPAddress.Parse("127.0.0.2"), 0);
        judged.Start();
        var port = ((IPEndPoint)judged.LocalEndpoint).Port;
        using var other = new TcpListener(IPAddress.Parse("127.0.0.3"), port);
        other.Start();
        // Whoever asked a second time would be sent where the policy forbids.
        var names = new FakeNames().Set("shop.test", "127.0.0.2").Then("shop.test", "127.0.0.3");
        var connector = Connector(TimeSpan.FromSeconds(10), lookUp: names.LookUpAsync);
        var policy = new AddressPolicy { Deny = NetworkList.Of(["127.0.0.3/32"]) };

        await using var stream = await connector.ConnectAsync(
            new DnsEndPoint("shop.test", port),
            policy,
            default
        );
        var failure = await Assert.ThrowsAsync<BackendConnectException>(async () =>
            await connector.ConnectAsync(new DnsEndPoint("shop.test", port), policy, default)
        );

        Assert.True(judged.Pending());
        Assert.False(other.Pending());
        Assert.Equal(ConnectFault.Forbidden, failure.Fault);
        Assert.Equal(2, names.Asked.Count);
    }

    [Fact]
    public async Task Connect_SomeForbidden_GoesToTheOthersOnly()
    {
        using var good = new TcpListener(IPAddress.Loopback, 0);
        good.Start();
        var port = ((IPEndPoint)good.LocalEndpoint).Port;
        using var denied = new TcpListener(IPAddress.Parse("127.0.0.3"), port);
        denied.Start();
        var names = new FakeNames().Set("shop.test", "127.0.0.3", "0.0.0.0", "::ffff:127.0.0.1");
        var connector = Connector(TimeSpan.FromSeconds(10), lookUp: names.LookUpAsync);

        await using var stream = await connector.ConnectAsync(
            new DnsEndPoint("shop.test", port),
            new AddressPolicy { Deny = NetworkList.Of(["127.0.0.3/32"]) },
            default
        );

        Assert.True(good.Pending());
        Assert.False(denied.Pending());
    }

    private static async Task<ConnectFault> FaultAsync(
        string host,
        int port,
        TimeSpan? timeout = null
    )
    {
        var connector = Connector(timeout ?? TimeSpan.FromSeconds(10));
        var failure = await Assert.ThrowsAsync<BackendConnectException>(async () =>
            await connector.ConnectAsync(
                new DnsEndPoint(host, port),
                AddressPolicy.Default,
                default
            )
        );
        return failure.Fault;
    }

    private static BackendConnector Connector(
        TimeSpan timeout,
        TimeProvider? time = null,
        NameLookUp? lookUp = null
    ) =>
        new(
            new BackendResolver(
                lookUp ?? Dns.GetHostAddressesAsync,
                new AdmissionWatch(TimeProvider.System),
                NullLogger<BackendResolver>.Instance
            ),
            Options.Create(new DataPlaneOptions { ConnectTimeout = timeout }),
            time ?? TimeProvider.System
        );
}
