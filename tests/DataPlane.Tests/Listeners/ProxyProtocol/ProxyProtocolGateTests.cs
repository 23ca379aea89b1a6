using System.IO.Pipelines;
using System.Net;
using LbPlatform.DataPlane.Listeners;
using LbPlatform.DataPlane.Listeners.ProxyProtocol;
using LbPlatform.DataPlane.Tests.Support;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace LbPlatform.DataPlane.Tests.Listeners.ProxyProtocol;

public sealed class ProxyProtocolGateTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n";
    private static readonly byte[] V1 = ProxyBytes.V1(
        "PROXY TCP4 192.0.2.1 198.51.100.1 56324 443"
    );

    private static readonly byte[] V2 = ProxyBytes.V2(
        0x21,
        0x21,
        ProxyBytes.Addresses("2001:db8::1", 56324, "2001:db8::2")
    );

    private readonly int _port = FreePort.Next();

    [Fact]
    public async Task Connection_GoodHeader_IsTheClientsThatItNames()
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync("http", [], origin);

        await SendAsync(V1, Get);
        await SendAsync(V2, Get);
        await SendAsync(ProxyBytes.V1("PROXY UNKNOWN"), Get);

        Assert.Equal(
            ["192.0.2.1", "2001:db8::1", "127.0.0.1"],
            origin.Heads.Select(static head => Wire.FieldOf(head, "X-Forwarded-For"))
        );
    }

    [Fact]
    public async Task Connection_HeaderDripsIn_IsServed()
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync("http", [], origin);
        using var client = RawClient.Connect(_port);

        foreach (var piece in V2)
        {
            await client.Wire.Stream.WriteAsync(new[] { piece });
        }

        Assert.Equal("origin", (await client.SendAsync(Get)).Body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PROXY nonsense\r\n")]
    [InlineData("\r\n\r\n")]
    public async Task Connection_NoGoodHeader_IsClosedUnanswered(string before)
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync("http", [], origin);
        using var client = RawClient.Connect(_port);

        Assert.Empty(
            await ReadToEndAsync(client, System.Text.Encoding.ASCII.GetBytes(before + Get))
        );
        Assert.Empty(origin.Heads);
        Assert.Equal(1, plane.Log.Count(4126));
    }

    [Fact]
    public async Task Connection_FromElsewhere_IsClosedWhateverItSends()
    {
        await using var origin = new Origin();
        await using var plane = await StartAsync(
            "http",
            ["--DataPlane:Listeners:0:ProxyProtocolFrom:0", "10.0.0.0/8"],
            origin
        );
        using var client = RawClient.Connect(_port);

        Assert.Empty(await ReadToEndAsync(client, V1));
        Assert.Empty(origin.Heads);
    }

    [Fact]
    public async Task Connection_Encrypted_HasTheHeaderInFrontOfTheHandshake()
    {
        using var files = new TestCertificates();
        var file = files.WritePem("a", files.Server("a.test"));
        await using var origin = new Origin();
        await using var plane = await StartAsync(
            "https",
            [
                "--DataPlane:Listeners:0:Tls:Certificates:0:File",
                file,
                "--DataPlane:Listeners:0:Tls:Certificates:0:KeyFile",
                Path.ChangeExtension(file, ".key"),
            ],
            origin
        );

        using var client = await TlsClient.ConnectAsync(_port, "a.test", before: V1);

        Assert.Equal("origin", (await client.SendAsync(Get)).Body);
        Assert.Equal("192.0.2.1", Wire.FieldOf(origin.Heads.Single(), "X-Forwarded-For"));
    }

    [Theory]
    [InlineData("send-proxy")]
    [InlineData("send-proxy-v2")]
    [InlineData("send-proxy-v2-ssl-cn proxy-v2-options crc32c,unique-id")]
    public async Task Connection_ByHaproxy_IsTheClientsThatItNames(string option)
    {
        using var directory = new TemporaryDirectory();
        var port = FreePort.Next();
        await File.WriteAllTextAsync(
            directory.File("haproxy.cfg"),
            $"""
            defaults
              mode tcp
              timeout connect 5s
              timeout client 5s
              timeout server 5s
            listen front
              bind 127.0.0.1:{port}
              server plane 127.0.0.1:{_port} {option}

            """
        );
        await using var origin = new Origin();
        await using var plane = await StartAsync("http", [], origin);
        using var haproxy = Tool.Start("haproxy", "-db", "-f", directory.File("haproxy.cfg"));
        try
        {
            await Eventually.HoldsAsync(
                async () =>
                    (
                        await Tool.RunAsync(
                            "curl",
                            "--silent",
                            "--interface",
                            "127.0.0.9",
                            $"http://127.0.0.1:{port}/"
                        )
                    ) == "origin",
                "HAProxy answers"
            );
        }
        finally
        {
            Tool.Stop(haproxy);
        }

        Assert.Equal("127.0.0.9", Wire.FieldOf(origin.Heads.Last(), "X-Forwarded-For"));
    }

    [Fact]
    public async Task Pass_Silence_EndsInTime()
    {
        var time = new ManualTimeProvider();
        using var log = new LogLines();
        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(log));
        var gate = new ProxyProtocolGate(
            Listener.Of(
                new()
                {
                    Url = "http://*:1",
                    ProxyProtocol = ProxyProtocolMode.Required,
                    ProxyProtocolFrom = ["127.0.0.1"],
                }
            ),
            time,
            loggers.CreateLogger<ProxyProtocolGate>()
        );
        var isPassed = false;
        // Not disposed: it still ends its token on another thread.
        var connection = new DefaultConnectionContext
        {
            RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, 1),
            Transport = new Duplex(new Pipe().Reader, new Pipe().Writer),
        };

        var passing = gate.Pass(_ =>
        {
            isPassed = true;
            return Task.CompletedTask;
        })(connection);
        Assert.False(passing.IsCompleted);
        time.Advance(ProxyProtocolGate.HeaderTimeout);
        await passing;

        Assert.False(isPassed);
        Assert.Contains("in time", Assert.Single(log.Of(4126)), StringComparison.Ordinal);
    }

    private async Task SendAsync(byte[] header, string request)
    {
        using var client = RawClient.Connect(_port);
        await client.Wire.Stream.WriteAsync(
            (byte[])[.. header, .. System.Text.Encoding.ASCII.GetBytes(request)]
        );
        Assert.Equal(200, (await client.ReadAsync()).Status);
    }

    /// <summary>What came until the end; a reset counts as one.</summary>
    private static async Task<byte[]> ReadToEndAsync(RawClient client, byte[] sent)
    {
        try
        {
            await client.Wire.Stream.WriteAsync(sent);
            return await client.Wire.ReadToEndAsync();
        }
        catch (IOException)
        {
            return [];
        }
    }

    private Task<RunningDataPlane> StartAsync(string scheme, string[] settings, Origin origin) =>
        RunningDataPlane.StartAsync(
            [
                "--DataPlane:Listeners:0:Url",
                $"{scheme}://127.0.0.1:{_port}",
                "--DataPlane:Listeners:0:ProxyProtocol",
                "Required",
                "--DataPlane:Listeners:0:ProxyProtocolFrom:0",
                "127.0.0.0/8",
                .. settings,
            ],
            origin
        );

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
