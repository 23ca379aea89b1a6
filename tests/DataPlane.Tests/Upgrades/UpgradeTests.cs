using System.Text;
using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.DataPlane.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LbPlatform.DataPlane.Tests.Upgrades;

/// <summary>Switching on the wire, byte by byte, with those who do not keep to the rules.</summary>
public sealed class UpgradeTests
{
    private const string Key = "dGhlIHNhbXBsZSBub25jZQ==";
    private const string Accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
    private const string Ask =
        $"GET /ws HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: {Key}\r\nSec-WebSocket-Version: 13\r\n\r\n";

    private const string Agree =
        $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {Accept}\r\n\r\n";

    [Fact]
    public async Task Handshake_IsExact_AndTheFirstBytesPassWithIt()
    {
        await using var a = new Origin(
            static async exchange =>
            {
                await exchange.Wire.WriteAsync($"{Agree}\u0081\u0002hi");
                await exchange.Wire.WriteAsync(
                    Encoding.Latin1.GetString(await exchange.Wire.ReadExactlyAsync(5))
                );
                exchange.Close();
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        await client.Wire.WriteAsync($"{Ask}early");
        var answer = await client.Wire.ReadHeadAsync();
        var rest = Encoding.Latin1.GetString(await client.Wire.ReadToEndAsync());

        var asked = a.Heads.Single();
        Assert.Equal("Upgrade", Wire.FieldOf(asked, "Connection"));
        Assert.Equal("websocket", Wire.FieldOf(asked, "Upgrade"));
        Assert.Equal(Key, Wire.FieldOf(asked, "Sec-WebSocket-Key"));
        Assert.Equal("13", Wire.FieldOf(asked, "Sec-WebSocket-Version"));
        Assert.StartsWith("HTTP/1.1 101 Switching Protocols\r\n", answer, StringComparison.Ordinal);
        Assert.Equal("websocket", Wire.FieldOf(answer!, "Upgrade"));
        Assert.Equal("Upgrade", Wire.FieldOf(answer!, "Connection"));
        Assert.Equal(Accept, Wire.FieldOf(answer!, "Sec-WebSocket-Accept"));
        Assert.Null(Wire.FieldOf(answer!, "Content-Length"));
        Assert.Null(Wire.FieldOf(answer!, "Transfer-Encoding"));
        Assert.Equal("\u0081\u0002hiearly", rest);
    }

    [Theory]
    [InlineData(
        "GET",
        "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"
    )]
    [InlineData("GET", "Upgrade: SPDY/3.1\r\nConnection: Upgrade\r\n")]
    [InlineData("GET", "Upgrade: TLS/1.2\r\nConnection: Upgrade\r\n")]
    [InlineData("GET", "Upgrade: tcp\r\nConnection: Upgrade\r\n")]
    [InlineData("GET", "Upgrade: websocket\r\n")]
    [InlineData(
        "POST",
        $"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {Key}\r\n"
    )]
    public async Task Upgrade_ThatIsNotForwarded_IsTakenOff(string method, string fields)
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var answer = await client.SendAsync($"{method} / HTTP/1.1\r\nHost: h\r\n{fields}\r\n");

        Assert.Equal((200, "a"), (answer.Status, answer.Body));
        Assert.StartsWith($"{method} / ", a.Heads.Single(), StringComparison.Ordinal);
        Assert.Null(Wire.FieldOf(a.Heads.Single(), "Upgrade"));
        Assert.Null(Wire.FieldOf(a.Heads.Single(), "Connection"));
        Assert.Null(Wire.FieldOf(a.Heads.Single(), "HTTP2-Settings"));
    }

    [Fact]
    public async Task Upgrade_ToAProtocolThatIsSet_IsForwarded()
    {
        await using var a = new Origin(
            static async exchange =>
            {
                await exchange.Wire.WriteAsync(
                    "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nraw"
                );
                exchange.Close();
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartWithListenerAsync(
            ["Upgrade:Protocols:0=tcp"],
            a
        );
        using var client = plane.Connect();

        await client.Wire.WriteAsync(
            "POST /attach HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n"
        );
        var answer = await client.Wire.ReadHeadAsync();

        Assert.StartsWith("HTTP/1.1 101 ", answer, StringComparison.Ordinal);
        Assert.Equal("tcp", Wire.FieldOf(answer!, "Upgrade"));
        Assert.Equal("raw", Encoding.Latin1.GetString(await client.Wire.ReadToEndAsync()));
        Assert.Equal("tcp", Wire.FieldOf(a.Heads.Single(), "Upgrade"));
        Assert.Equal("Upgrade", Wire.FieldOf(a.Heads.Single(), "Connection"));
    }

    [Theory]
    [InlineData(
        Ask,
        $"HTTP/1.1 101 x\r\nUpgrade: h2c\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {Accept}\r\n\r\n"
    )]
    [InlineData(Ask, $"HTTP/1.1 101 x\r\nSec-WebSocket-Accept: {Accept}\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: h\r\n\r\n", Agree)]
    [InlineData("GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n", Agree)]
    public async Task Switch_ThatIsNotAgreed_Is502(string request, string answer)
    {
        await using var a = new Origin(exchange => exchange.Wire.WriteAsync(answer), "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var got = await client.SendAsync(request);

        Assert.Equal((502, "protocol"), (got.Status, got["X-Lb-Error"]));
        Assert.Single(a.Heads);
    }

    [Theory]
    [InlineData("GET", "websocket")]
    [InlineData("POST", "websocket")]
    [InlineData("POST", "h2c")]
    public async Task Upgrade_WithABody_IsAnOrdinaryRequest(string method, string protocol)
    {
        var body = "";
        await using var a = new Origin(
            async exchange =>
            {
                body = Encoding.Latin1.GetString(await exchange.ReadBodyAsync());
                await exchange.Wire.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var answer = await client.SendAsync(
            $"{method} / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: {protocol}\r\nContent-Length: 3\r\n\r\nabc"
        );

        Assert.Equal((200, "abc"), (answer.Status, body));
        Assert.Null(Wire.FieldOf(a.Heads.Single(), "Upgrade"));
        Assert.Null(Wire.FieldOf(a.Heads.Single(), "Connection"));
    }

    [Fact]
    public async Task Handshakes_Pipelined_NoSecondRequestSlipsThrough()
    {
        await using var a = new Origin(
            static exchange => exchange.AnswerAsync("no", "426 Upgrade Required"),
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        await client.Wire.WriteAsync($"{Ask}GET /hidden HTTP/1.1\r\nHost: h\r\n\r\n");
        var first = await client.ReadAsync();
        var second = await client.ReadAsync();

        // The second one is a request of its own: routed, counted and edited as any other.
        Assert.Equal((426, 426), (first.Status, second.Status));
        Assert.Equal(2, a.Heads.Count);
        Assert.NotNull(Wire.FieldOf(a.Heads.Last(), "X-Forwarded-For"));
    }

    [Fact]
    public async Task Refusal_LeavesTheConnectionUsable()
    {
        await using var a = new Origin(
            static exchange =>
                exchange.AnswerAsync("no", "426 Upgrade Required", "Sec-WebSocket-Version: 13\r\n"),
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var first = await client.SendAsync(Ask);
        var second = await client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal((426, "no"), (first.Status, first.Body));
        Assert.Equal("13", first["Sec-WebSocket-Version"]);
        Assert.Equal(426, second.Status);
        Assert.Null(Wire.FieldOf(a.Heads.Last(), "Upgrade"));
    }

    [Fact]
    public async Task Handshake_DeadBackend_IsTriedElsewhere()
    {
        await using var dead = new Origin(name: "dead");
        await using var a = new Origin(static exchange => exchange.Wire.WriteAsync(Agree), "a");
        await using var plane = await RunningDataPlane.StartAsync(dead, a);
        dead.Kill();

        for (var n = 0; n < 4; n++)
        {
            using var client = plane.Connect();
            await client.Wire.WriteAsync(Ask);
            Assert.StartsWith(
                "HTTP/1.1 101",
                await client.Wire.ReadHeadAsync(),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task Handshake_SilentBackend_Is504()
    {
        await using var a = new Origin(static exchange => exchange.Wire.ReadToEndAsync(), "a");
        await using var plane = await RunningDataPlane.StartAsync(
            ["--DataPlane:ActivityTimeout", "200ms"],
            a
        );
        using var client = plane.Connect();

        Assert.Equal(504, (await client.SendAsync(Ask)).Status);
    }

    [Fact]
    public async Task Switched_BackendBreaks_IsNotRepeated()
    {
        await using var a = new Origin(
            static async exchange =>
            {
                await exchange.Wire.WriteAsync($"{Agree}x");
                await exchange.Wire.ReadExactlyAsync(1);
                exchange.Reset();
            },
            "a"
        );
        await using var b = new Origin(name: "b");
        await using var plane = await RunningDataPlane.StartAsync(a);
        await plane.EditAsync(draft => RunningDataPlane.Add(draft, "b", b.Url));
        var heads = 0;
        for (var n = 0; n < 2; n++)
        {
            using var client = plane.Connect();
            await client.Wire.WriteAsync(Ask);
            if (
                (await client.Wire.ReadHeadAsync())!.StartsWith(
                    "HTTP/1.1 101",
                    StringComparison.Ordinal
                )
            )
            {
                await client.Wire.ReadExactlyAsync(1);
                await client.Wire.WriteAsync("y");
                await Assert.ThrowsAsync<IOException>(() => client.Wire.ReadToEndAsync());
                heads++;
            }
        }

        Assert.Equal((1, 1, 1), (heads, a.Heads.Count, b.Heads.Count));
        Assert.Equal(0, plane.Log.Count(4001));
    }

    [Fact]
    public async Task Client_SaysMuchAndHangsUp_AllOfItArrives()
    {
        const int Size = 3 * 1024 * 1024;
        var got = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isSent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var a = new Origin(
            async exchange =>
            {
                await exchange.Wire.WriteAsync(Agree);
                // What does not fit into the sockets waits in the proxy while the client hangs up.
                await isSent.Task;
                got.SetResult((await exchange.Wire.ReadToEndAsync()).Length);
                exchange.Close();
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using (var client = plane.Connect())
        {
            await client.Wire.WriteAsync(Ask);
            await client.Wire.ReadHeadAsync();
            var sending = client.Wire.Stream.WriteAsync(new byte[Size]).AsTask();
            isSent.SetResult();
            await sending;
        }

        Assert.Equal(Size, await got.Task.WaitAsync(Eventually.Patience));
        await EndsAsync(plane);
    }

    [Fact]
    public async Task Backend_SaysMuchAndHangsUp_AllOfItArrives()
    {
        const int Size = 3 * 1024 * 1024;
        await using var a = new Origin(
            static async exchange =>
            {
                await exchange.Wire.WriteAsync(Agree);
                await exchange.Wire.Stream.WriteAsync(new byte[Size]);
                exchange.Close();
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        await client.Wire.WriteAsync(Ask);
        await client.Wire.ReadHeadAsync();

        Assert.Equal(Size, (await client.Wire.ReadToEndAsync()).Length);
        await EndsAsync(plane);
    }

    [Fact]
    public async Task Client_ReadsNothing_TheBackendIsHeldBack()
    {
        var written = 0L;
        await using var a = new Origin(
            async exchange =>
            {
                await exchange.Wire.WriteAsync(Agree);
                var block = new byte[64 * 1024];
                while (Volatile.Read(ref written) < 256L * 1024 * 1024)
                {
                    await exchange.Wire.Stream.WriteAsync(block);
                    Interlocked.Add(ref written, block.Length);
                }
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartWithListenerAsync(
            ["Upgrade:IdleTimeout=700ms"],
            a
        );
        using var client = plane.Connect();
        await client.Wire.WriteAsync(Ask);
        await client.Wire.ReadHeadAsync();

        // Whoever does not read is silent, and is hung up on.
        await EndsAsync(plane);
        Assert.InRange(Volatile.Read(ref written), 1, 64L * 1024 * 1024);
    }

    [Theory]
    [InlineData("CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n")]
    public async Task Connect_WithoutProtocol_Is405(string request)
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        Assert.Equal(405, (await client.SendAsync(request)).Status);
        Assert.Empty(a.Heads);
    }

    private static Task EndsAsync(RunningDataPlane plane) =>
        Eventually.HoldsAsync(
            () => plane.Services.GetRequiredService<ActiveRequests>().Count == 0,
            "no request is in flight"
        );
}
