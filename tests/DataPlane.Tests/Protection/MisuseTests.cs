using System.Net.Sockets;
using System.Text;
using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.DataPlane.Protection;
using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Protection;

/// <summary>bench/abuse.py in small: a good client meets no error while others misuse the process, and all is given back.</summary>
public sealed class MisuseTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    private static readonly string[] Malformed =
    [
        "GARBAGE\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        $"GET /{new string('a', 20_000)} HTTP/1.1\r\nHost: h\r\n\r\n",
    ];

    [Fact]
    public async Task GoodClient_WhileOthersMisuse_MeetsNoErrorAndAllIsGivenBack()
    {
        var chunk = new byte[64 * 1024];
        await using var a = new Origin(
            async exchange =>
            {
                if (!exchange.RequestLine.Contains("/large"))
                {
                    await exchange.AnswerAsync("a");
                    return;
                }

                await exchange.Wire.WriteAsync(
                    "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n"
                );
                while (true)
                {
                    await exchange.Wire.Stream.WriteAsync(chunk);
                }
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(
            [
                "--DataPlane:ActivityTimeout",
                "2s",
                "--DataPlane:Limits:HeadTimeout",
                "2s",
                "--DataPlane:Limits:IdleTimeout",
                "2s",
                "--DataPlane:Limits:RateGrace",
                "2s",
            ],
            a
        );
        using var good = plane.Connect();
        var standing = new List<RawClient>();
        await StandAsync(plane, standing, 40, "");
        await StandAsync(plane, standing, 20, "GET / HTTP/1.1\r\nHo");
        await StandAsync(
            plane,
            standing,
            10,
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n0"
        );
        await StandAsync(plane, standing, 5, "GET /large HTTP/1.1\r\nHost: h\r\n\r\n");
        var overload = plane.Service<OverloadGuard>();
        await Eventually.HoldsAsync(() => overload.Connections >= 75, "all stand there");

        for (var n = 0; n < 100; n++)
        {
            await PassByAsync(plane, Malformed[n % Malformed.Length], isReset: false);
            await PassByAsync(plane, Get[..(1 + (n % Get.Length))], isReset: true);
            Assert.Equal(200, (await good.SendAsync(Get)).Status);
        }

        // Nobody of them leaves: they are dropped.
        await Eventually.HoldsAsync(
            async () =>
            {
                Assert.Equal(200, (await good.SendAsync(Get)).Status);
                return overload.Connections == 1 && plane.Service<ActiveRequests>().Count == 0;
            },
            "only the good client is left"
        );
        standing.ForEach(static client => client.Dispose());
    }

    private static async Task StandAsync(
        RunningDataPlane plane,
        List<RawClient> standing,
        int count,
        string bytes
    )
    {
        for (var n = 0; n < count; n++)
        {
            var client = plane.Connect();
            await client.Wire.WriteAsync(bytes);
            standing.Add(client);
        }
    }

    private static async Task PassByAsync(RunningDataPlane plane, string bytes, bool isReset)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", plane.Port);
        await socket.SendAsync(Encoding.Latin1.GetBytes(bytes));
        if (isReset)
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
    }
}
