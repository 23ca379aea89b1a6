using System.Text;
using LbPlatform.DataPlane.Protection;
using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Protection;

/// <summary>Who may connect, and for how long without a word.</summary>
public sealed class ConnectionGateTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    [Theory]
    [InlineData("Limits:MaxConnections", "too_many_connections")]
    [InlineData("Limits:MaxConnectionsPerClient", "too_many_connections_of_client")]
    [InlineData("Overload:MaxConnections", "too_many_connections")]
    public async Task Connections_TooMany_AreClosedUntilOneEnds(string key, string reason)
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync([$"--DataPlane:{key}", "2"], a);
        using var first = plane.Connect();
        var second = plane.Connect();
        Assert.Equal(200, (await first.SendAsync(Get)).Status);
        Assert.Equal(200, (await second.SendAsync(Get)).Status);

        Assert.True(await IsClosedAsync(plane));
        Assert.Single(plane.Log.Of(4161), line => line.Contains($" {reason} "));
        second.Dispose();

        await Eventually.HoldsAsync(async () => !await IsClosedAsync(plane), "there is room");
        Assert.Equal(200, (await first.SendAsync(Get)).Status);
    }

    [Theory]
    [InlineData("Deny", "127.0.0.0/8", true)]
    [InlineData("Allow", "10.0.0.0/8", true)]
    [InlineData("Allow", "127.0.0.1", false)]
    [InlineData("Deny", "10.0.0.0/8", false)]
    public async Task Networks_OfTheListener_AreAskedWhenAConnectionComes(
        string key,
        string networks,
        bool isClosed
    )
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(
            [$"--DataPlane:Limits:{key}", networks],
            a
        );

        Assert.Equal(isClosed, await IsClosedAsync(plane));
        Assert.Equal(isClosed ? 1 : 0, plane.Log.Count(4161));
    }

    [Fact]
    public async Task Head_DripsIn_IsEndedByTheListenersOwnTime()
    {
        var port = FreePort.Next();
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(
            [
                "--DataPlane:Listeners:0:Url",
                $"http://127.0.0.1:{port}",
                "--DataPlane:Listeners:0:Limits:HeadTimeout",
                "1s",
            ],
            a
        );
        using var client = RawClient.Connect(port);
        await client.Wire.WriteAsync("GET / HTTP/1.1\r\nHo");

        await EndsAsync(client);

        Assert.Single(plane.Log.Of(4161), static line => line.Contains("head_timeout"));
        Assert.Empty(a.Heads);
    }

    [Fact]
    public async Task Head_DripsIn_Is408ByTheServersTime()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(
            ["--DataPlane:Limits:HeadTimeout", "1s"],
            a
        );
        using var client = plane.Connect();
        await client.Wire.WriteAsync("GET / HTTP/1.1\r\nHo");

        Assert.StartsWith(
            "HTTP/1.1 408",
            await client.Wire.ReadHeadAsync(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Idle_LongerThanTheListenerLets_IsClosedAndTheBusyIsNot()
    {
        var port = FreePort.Next();
        var answer = new TaskCompletionSource();
        await using var a = new Origin(
            async exchange =>
            {
                if (exchange.RequestLine.Contains("/poll"))
                {
                    await answer.Task;
                }

                await exchange.AnswerAsync("a");
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(
            [
                "--DataPlane:Listeners:0:Url",
                $"http://127.0.0.1:{port}",
                "--DataPlane:Listeners:0:Limits:IdleTimeout",
                "1s",
            ],
            a
        );
        using var idle = RawClient.Connect(port);
        using var busy = RawClient.Connect(port);
        await busy.Wire.WriteAsync("GET /poll HTTP/1.1\r\nHost: h\r\n\r\n");
        Assert.Equal(200, (await idle.SendAsync(Get)).Status);

        await EndsAsync(idle);
        answer.SetResult();

        Assert.Equal(200, (await busy.ReadAsync()).Status);
        Assert.Equal(200, (await busy.SendAsync(Get)).Status);
    }

    [Fact]
    public async Task Idle_UnderPressure_IsClosedEarly()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(
            [
                "--DataPlane:Overload:MaxConnections",
                "2",
                "--DataPlane:Overload:PressedIdleTimeout",
                "1s",
            ],
            a
        );
        using var first = plane.Connect();
        Assert.Equal(200, (await first.SendAsync(Get)).Status);
        using var second = plane.Connect();
        Assert.Equal(200, (await second.SendAsync(Get)).Status);

        await EndsAsync(first);

        await Eventually.HoldsAsync(
            () => plane.Service<OverloadGuard>().Connections < 2,
            "there is room"
        );
        Assert.Equal(0, plane.Log.Count(4161));
    }

    /// <summary>Whether the next connection is closed without an answer.</summary>
    private static async Task<bool> IsClosedAsync(RunningDataPlane plane)
    {
        using var client = plane.Connect();
        try
        {
            await client.Wire.WriteAsync(Get);
            return await client.Wire.ReadHeadAsync() is null;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static async Task EndsAsync(RawClient client)
    {
        try
        {
            Assert.Equal("", Encoding.Latin1.GetString(await client.Wire.ReadToEndAsync()));
        }
        catch (IOException)
        {
            // A reset ends it as well.
        }
    }
}
