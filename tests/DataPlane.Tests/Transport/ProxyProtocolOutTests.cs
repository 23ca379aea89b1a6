using System.Net;
using System.Net.Sockets;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Transport;

/// <summary>The PROXY protocol out to backends: each connection is one client's, and says whose.</summary>
public sealed class ProxyProtocolOutTests
{
    [Theory]
    [InlineData(ProxyProtocol.V1, "v1")]
    [InlineData(ProxyProtocol.V2, "v2")]
    public async Task EachClient_HasAConnectionOfItsOwn_ThatEndsWithIt(
        ProxyProtocol version,
        string word
    )
    {
        await using var origin = new ProxyOrigin();
        var (plane, _) = await TransportPlane.StartAsync(
            new() { ProxyProtocol = version },
            origin.Url
        );
        await using var _ = plane;

        using (var first = new Client(plane.Port))
        using (var second = new Client(plane.Port))
        {
            foreach (var client in new[] { first, second, first, second, first })
            {
                Assert.Equal($"{word} {client.Address}", await client.AskAsync());
            }

            Assert.Equal([$"{word} {first.Address}", $"{word} {second.Address}"], origin.Greetings);
            Assert.Equal(2, origin.Open);
        }

        await Eventually.HoldsAsync(
            () => origin.Open == 0,
            "the connections end with their clients"
        );
    }

    [Fact]
    public async Task Http2Client_AllItsStreams_AreThatClients()
    {
        await using var origin = new ProxyOrigin();
        var (plane, port) = await TransportPlane.StartAsync(
            new() { ProxyProtocol = ProxyProtocol.V2 },
            origin.Url
        );
        await using var _ = plane;
        using var client = TransportPlane.Http2Client(port);

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ => client.GetStringAsync(new Uri("/", UriKind.Relative)))
        );

        Assert.Single(answers.Distinct());
        Assert.Single(origin.Greetings.Distinct());
    }

    [Fact]
    public async Task OverTls_TheHeaderComesFirst()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue(["127.0.0.1"]);
        await using var origin = new ProxyOrigin(certificate);
        var (plane, _) = await TransportPlane.StartAsync(
            new()
            {
                ProxyProtocol = ProxyProtocol.V2,
                Tls = new() { Ca = authority.Pem },
            },
            origin.Url
        );
        await using var _ = plane;
        using var client = new Client(plane.Port);

        Assert.Equal($"v2 {client.Address}", await client.AskAsync());
    }

    [Fact]
    public async Task Change_ToAndFro_TakesEffectForClientsThatStay()
    {
        await using var origin = new ProxyOrigin();
        await using var plain = new Origin(name: "plain");
        var (plane, _) = await TransportPlane.StartAsync(new(), plain.Url);
        await using var _ = plane;
        using var client = new Client(plane.Port);

        Assert.Equal("plain", await client.AskAsync());
        await plane.EditAsync(draft =>
        {
            draft.Remove(draft.Snapshot.Backends.Find("b1")!);
            RunningDataPlane.Add(draft, "b2", origin.Url);
            draft.Put(
                draft.Snapshot.Pools.Find(Pool.DefaultName)! with
                {
                    Transport = new() { ProxyProtocol = ProxyProtocol.V1 },
                }
            );
        });
        Assert.Equal($"v1 {client.Address}", await client.AskAsync());
        await plane.SetTransportAsync(new() { ProxyProtocol = ProxyProtocol.V2 });
        Assert.Equal($"v2 {client.Address}", await client.AskAsync());
    }

    [Theory]
    [InlineData(ProxyProtocol.V1)]
    [InlineData(ProxyProtocol.V2)]
    public async Task Nginx_TakesTheAddress(ProxyProtocol version)
    {
        await using var nginx = await NginxOrigin.StartAsync(
            " proxy_protocol",
            """location / { return 200 "$proxy_protocol_addr:$proxy_protocol_port"; }"""
        );
        var (plane, _) = await TransportPlane.StartAsync(
            new() { ProxyProtocol = version },
            nginx.Url
        );
        await using var _ = plane;
        using var client = new Client(plane.Port);

        Assert.Equal(client.Address, await client.AskAsync());
        Assert.Equal(client.Address, await client.AskAsync());
    }

    /// <summary>A connection whose address is known.</summary>
    private sealed class Client : IDisposable
    {
        private readonly TcpClient _tcp;
        private readonly Wire _wire;

        public Client(int port)
        {
            _tcp = new TcpClient(AddressFamily.InterNetwork);
            _tcp.Connect(IPAddress.Loopback, port);
            _wire = new Wire(_tcp.GetStream());
        }

        public string Address => ((IPEndPoint)_tcp.Client.LocalEndPoint!).ToString();

        public async Task<string> AskAsync()
        {
            await _wire.WriteAsync("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi");
            var head = await _wire.ReadHeadAsync() ?? throw new EndOfStreamException();
            return System.Text.Encoding.Latin1.GetString(
                await _wire.ReadBodyAsync(head, isResponse: true)
            );
        }

        public void Dispose() => _tcp.Dispose();
    }
}
