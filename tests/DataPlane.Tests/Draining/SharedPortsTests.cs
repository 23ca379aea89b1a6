using System.Net;
using System.Net.Sockets;
using LbPlatform.DataPlane.Draining;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Tests.Draining;

public sealed class SharedPortsTests
{
    /// <summary>Dealt out to two processes at random: that all come to one of them is as likely as 1 : 2^32.</summary>
    private const int Clients = 32;

    private readonly IPEndPoint _endpoint = new(IPAddress.Loopback, FreePort.Next());

    [Fact]
    public void Bind_ByDefault_ASecondProcessFails()
    {
        using var first = Listen(Ports(isShared: false));

        var failure = Assert.Throws<SocketException>(() => Listen(Ports(isShared: true)));

        Assert.Equal(SocketError.AddressAlreadyInUse, failure.SocketErrorCode);
    }

    [Fact]
    public void Bind_PortOfNoTraffic_IsNotShared()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var other = new IPEndPoint(IPAddress.Loopback, FreePort.Next());
        using var first = Ports(isShared: true).Bind(other);
        first.Listen(1);

        Assert.Throws<SocketException>(() => Ports(isShared: true).Bind(other).Dispose());
    }

    /// <summary>Linux resets what waits in the queue of a socket that is closed.</summary>
    [Fact]
    public async Task Leave_NewConnections_ComeToTheOtherProcess_NoneIsReset()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var time = new ManualTimeProvider();
        var ports = Ports(isShared: true);
        using var leaving = Listen(ports);
        using var staying = Listen(Ports(isShared: true));

        var left = ports.LeaveAsync(time, default);
        var clients = Enumerable
            .Range(0, Clients)
            .Select(static _ => new Socket(SocketType.Stream, ProtocolType.Tcp))
            .ToArray();
        var connecting = clients.Select(c => c.ConnectAsync(_endpoint)).ToArray();
        time.Advance(SharedPorts.Settle);
        await left;
        leaving.Dispose();

        for (var n = 0; n < Clients; n++)
        {
            using var accepted = await staying.AcceptAsync().WaitAsync(Eventually.Patience);
        }

        await Task.WhenAll(connecting).WaitAsync(Eventually.Patience);
        Array.ForEach(clients, static client => client.Dispose());
    }

    private Socket Listen(SharedPorts ports)
    {
        var socket = ports.Bind(_endpoint);
        socket.Listen(Clients * 2);
        return socket;
    }

    private SharedPorts Ports(bool isShared) =>
        new(
            Options.Create(
                new DataPlaneOptions { Url = $"http://{_endpoint}", ReusePort = isShared }
            ),
            NullLogger<SharedPorts>.Instance
        );
}
