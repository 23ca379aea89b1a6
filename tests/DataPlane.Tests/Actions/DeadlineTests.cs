using System.Diagnostics;
using LbPlatform.DataPlane.Actions;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Routing;

namespace LbPlatform.DataPlane.Tests.Actions;

public sealed class DeadlineTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void FirstByte_IsAskedOfEachAttemptUntilItsHead()
    {
        using var deadline = Of(new() { FirstByte = 2 * Second });
        deadline.Begin();
        _time.Advance(Second);
        Assert.False(deadline.HasPassed);
        _time.Advance(Second);
        Assert.True(deadline.HasPassed);
        Assert.Equal(2 * Second, deadline.Told);

        deadline.Begin();
        Assert.False(deadline.HasPassed);
        deadline.HeadCame();
        _time.Advance(10 * Second);
        Assert.False(deadline.HasPassed);
    }

    [Fact]
    public void Total_CountsFromTheRequest()
    {
        using var deadline = Of(new() { Total = 3 * Second, FirstByte = 2 * Second });
        deadline.Begin();
        _time.Advance(2 * Second);
        Assert.True(deadline.HasPassed);
        Assert.False(deadline.IsOver);

        deadline.Begin();
        _time.Advance(Second);
        Assert.True(deadline.HasPassed);
        Assert.True(deadline.IsOver);
        Assert.Equal(3 * Second, deadline.Told);
    }

    [Fact]
    public void Total_EndsAResponse_ButNoSwitchedConnection()
    {
        using var response = Of(new() { Total = 3 * Second });
        response.Begin();
        response.HeadCame();
        using var switched = Of(new() { Total = 3 * Second });
        switched.Begin();
        switched.HeadCame();
        switched.Lift();

        _time.Advance(3 * Second);

        Assert.True(response.HasPassed);
        Assert.False(switched.HasPassed);
    }

    [Theory]
    [InlineData("total")]
    [InlineData("firstByte")]
    [InlineData("activity")]
    public async Task Route_BackendDoesNotAnswerInTime_IsAnswered504(string which)
    {
        var end = new TaskCompletionSource();
        await using var slow = new Origin(_ => end.Task, "slow");
        await using var plane = await RunningDataPlane.StartAsync(slow);
        var wait = TimeSpan.FromMilliseconds(200);
        await plane.ActAsync(_ =>
            new()
            {
                Timeouts = which switch
                {
                    "total" => new() { Total = wait },
                    "firstByte" => new() { FirstByte = wait },
                    _ => new() { Activity = wait },
                },
            }
        );
        using var client = plane.Connect();

        var answer = await client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        end.SetResult();

        Assert.Equal(504, answer.Status);
        Assert.Contains("within 0.2 s", answer.Body, StringComparison.Ordinal);
        Assert.Equal("timeout", answer["X-Lb-Error"]);
    }

    [Fact]
    public async Task Route_TotalPassesWithinTheBody_TheConnectionBreaks()
    {
        var end = new TaskCompletionSource();
        await using var slow = new Origin(
            async exchange =>
            {
                await exchange.Wire.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
                await end.Task;
            },
            "slow"
        );
        await using var plane = await RunningDataPlane.StartAsync(slow);
        await plane.ActAsync(_ =>
            new()
            {
                Timeouts = new() { Total = TimeSpan.FromMilliseconds(300), FirstByte = Second },
            }
        );
        using var client = plane.Connect();

        await Assert.ThrowsAnyAsync<IOException>(() =>
            client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        );
        end.SetResult();
    }

    [Fact]
    public async Task Route_FirstByteInTime_TheBodyMayTakeLonger()
    {
        await using var origin = new Origin(
            async exchange =>
            {
                await exchange.Wire.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabc");
                var until = Stopwatch.StartNew();
                await Eventually.HoldsAsync(
                    () => until.ElapsedMilliseconds > 600,
                    "the time-out is over"
                );
                await exchange.Wire.WriteAsync("def");
            },
            "slow"
        );
        await using var plane = await RunningDataPlane.StartAsync(origin);
        await plane.ActAsync(_ =>
            new() { Timeouts = new() { FirstByte = TimeSpan.FromMilliseconds(500) } }
        );
        using var client = plane.Connect();

        var answer = await client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal("abcdef", answer.Body);
    }

    private Deadline Of(RouteTimeouts timeouts) =>
        new(TimeoutPlan.Of(timeouts)!, _time, _time.GetTimestamp());
}
