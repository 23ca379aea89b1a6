using System.Net;
using System.Net.Sockets;
using LbPlatform.Cli.Up.Preflight;

namespace LbPlatform.Cli.Tests.Up.Preflight;

public sealed class PortCheckTests
{
    [Fact]
    public void Run_FreePort_SaysNothing() =>
        Assert.Empty(PortCheck.Run([new(FreePort.Next(), "--port", Reach.Everyone)]));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    [InlineData("::")]
    public void Run_TakenPort_NamesTheProcessAndAnotherPort(string address)
    {
        using var taken = new TcpListener(IPAddress.Parse(address), FreePort.Next());
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var line = Assert.Single(PortCheck.Run([new(port, "--port", Reach.Everyone)]));

        Assert.Matches(
            $@"^Port {port} is in use by pid {Environment.ProcessId} \(.+\)\. Start with --port \d+ or stop it\.$",
            line
        );
    }

    [Fact]
    public void Run_SeveralTaken_NamesAll()
    {
        using var one = new TcpListener(IPAddress.Loopback, 0);
        using var two = new TcpListener(IPAddress.Loopback, 0);
        one.Start();
        two.Start();

        var lines = PortCheck.Run([
            new(((IPEndPoint)one.LocalEndpoint).Port, "--port", Reach.Loopback),
            new(((IPEndPoint)two.LocalEndpoint).Port, "--control-port", Reach.Loopback),
        ]);

        Assert.Equal(2, lines.Count);
        Assert.Contains("Start with --control-port ", lines[1]);
    }

    [Theory]
    [InlineData(null, "Port 8080 is in use. Start with --port 8090 or stop it.")]
    [InlineData(
        "pid 1234 (dotnet)",
        "Port 8080 is in use by pid 1234 (dotnet). Start with --port 8090 or stop it."
    )]
    public void Taken_Owner_IsNamedAsFarAsKnown(string? owner, string line) =>
        Assert.Equal(line, PortCheck.Taken(new(8080, "--port", Reach.Everyone), owner, 8090));

    [Fact]
    public void NotAllowed_PrivilegedPort_SaysThreeWays() =>
        Assert.Equal(
            "Port 80 is below 1024 and this user may not listen there. Start with --port 8080, or as root, or allow it: sudo sysctl net.ipv4.ip_unprivileged_port_start=80",
            PortCheck.NotAllowed(new(80, "--port", Reach.Everyone))
        );
}
