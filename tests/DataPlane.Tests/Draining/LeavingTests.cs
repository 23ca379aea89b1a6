using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Draining;

/// <summary>A process that is told to stop: nobody loses the request that was just on its way.</summary>
public sealed class LeavingTests
{
    private const string Ask = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    [Fact]
    public async Task Stop_ConnectionBetweenTwoRequests_IsAnsweredOnceMoreAndToldToEnd()
    {
        await using var origin = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(
            ["--DataPlane:IdleGrace", "20s"],
            origin
        );
        using var client = plane.Connect();
        Assert.Null((await client.SendAsync(Ask))["Connection"]);

        var stopping = plane.StopProcessAsync();
        var last = await AskUntilToldAsync(client);

        Assert.Equal(("a", "close"), (last.Body, last["Connection"]));
        Assert.Equal(0, await client.Wire.Stream.ReadAsync(new byte[1]));
        // Nobody is connected any more: the grace need not pass.
        await stopping.WaitAsync(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Stop_RequestInFlight_IsAnsweredAndItsConnectionEnds()
    {
        var release = new TaskCompletionSource();
        await using var origin = new Origin(async exchange =>
        {
            await release.Task;
            await exchange.AnswerAsync("late");
        });
        await using var plane = await RunningDataPlane.StartAsync(origin);
        using var client = plane.Connect();
        var asking = client.SendAsync(Ask);
        await Eventually.HoldsAsync(() => origin.Heads.Count == 1, "it is in flight");

        var stopping = plane.StopProcessAsync();
        await Eventually.HoldsAsync(() => plane.Log.Count(1001) == 1, "it says that it stops");
        await Eventually.HoldsAsync(() => !CanConnect(plane), "the port is closed");
        release.SetResult();

        var answer = await asking;
        Assert.Equal(("late", "close"), (answer.Body, answer["Connection"]));
        await stopping.WaitAsync(Eventually.Patience);
    }

    /// <summary>Before the process knows that it stops an answer may come as ever.</summary>
    private static async Task<RawResponse> AskUntilToldAsync(RawClient client)
    {
        var answer = await client.SendAsync(Ask);
        while (answer["Connection"] is null)
        {
            answer = await client.SendAsync(Ask);
        }

        return answer;
    }

    private static bool CanConnect(RunningDataPlane plane)
    {
        try
        {
            using var probe = plane.Connect();
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
