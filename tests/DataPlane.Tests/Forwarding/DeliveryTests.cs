using System.Diagnostics;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Forwarding;

/// <summary>What is tried elsewhere and what is not, on the wire.</summary>
public sealed class DeliveryTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    [Theory]
    [InlineData("GET", 502, 200)]
    [InlineData("GET", 503, 200)]
    [InlineData("HEAD", 504, 200)]
    [InlineData("PUT", 503, 200)]
    [InlineData("DELETE", 503, 200)]
    [InlineData("POST", 503, 503)]
    [InlineData("PATCH", 503, 503)]
    [InlineData("GET", 500, 500)]
    [InlineData("GET", 429, 429)]
    [InlineData("GET", 404, 404)]
    public async Task Answer_ThatItCannot_IsLeftToAnotherToGive(
        string method,
        int status,
        int expected
    )
    {
        await using var a = Failing(status);
        await using var b = new Origin(name: "b");
        await using var plane = await RunningDataPlane.StartAsync(a, b);
        using var client = plane.Connect();

        // Round robin: one of the two begins at b.
        int[] statuses =
        [
            (await client.SendAsync($"{method} /1 HTTP/1.1\r\nHost: h\r\n\r\n")).Status,
            (await client.SendAsync($"{method} /2 HTTP/1.1\r\nHost: h\r\n\r\n")).Status,
        ];

        Assert.Equal([200, expected], statuses.Order());
        Assert.NotEmpty(a.Heads);
    }

    [Fact]
    public async Task Answer_EverybodyCannot_TheLastOnesIsPassedOn()
    {
        await using var a = Failing(503, "a's");
        await using var b = Failing(503, "b's");
        await using var plane = await RunningDataPlane.StartAsync(a, b);
        using var client = plane.Connect();

        var answer = await client.SendAsync(Get);

        Assert.Equal((503, "b's"), (answer.Status, answer.Body));
        Assert.Equal((1, 1), (a.Heads.Count, b.Heads.Count));
        Assert.Null(answer["X-Lb-Error"]);
    }

    [Theory]
    [InlineData(60_000, true)]
    [InlineData(70_000, false)]
    public async Task Body_AsLongAsItIsKept_IsSentAgain(int length, bool isRetried)
    {
        byte[] received = [];
        await using var a = Failing(503);
        await using var b = new Origin(
            async exchange =>
            {
                received = await exchange.ReadBodyAsync();
                await exchange.AnswerAsync("b");
            },
            "b"
        );
        await using var plane = await RunningDataPlane.StartAsync(a, b);
        using var client = plane.Connect();
        var body = string.Concat(
            Enumerable.Range(0, length).Select(static n => (char)('a' + (n % 26)))
        );

        var answer = await client.SendAsync(
            $"PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: {length}\r\n\r\n{body}"
        );

        Assert.Equal(isRetried ? 200 : 503, answer.Status);
        Assert.Equal(isRetried ? body : "", System.Text.Encoding.Latin1.GetString(received));
    }

    [Theory]
    [InlineData("Content-Length: 5\r\n\r\nabcde")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n")]
    public async Task Connection_BrokenAfterTheBody_ItIsSentAgain(string body)
    {
        var received = "";
        await using var a = new Origin(
            async exchange =>
            {
                await exchange.ReadBodyAsync();
                exchange.Reset();
            },
            "a"
        );
        await using var b = new Origin(
            async exchange =>
            {
                received = System.Text.Encoding.Latin1.GetString(await exchange.ReadBodyAsync());
                await exchange.AnswerAsync("b");
            },
            "b"
        );
        await using var plane = await RunningDataPlane.StartAsync(a, b);
        using var client = plane.Connect();

        var answer = await client.SendAsync($"PUT / HTTP/1.1\r\nHost: h\r\n{body}");

        Assert.Equal((200, "abcde"), (answer.Status, received));
    }

    [Fact]
    public async Task Try_TooSlow_AnotherBackendIsAsked()
    {
        var never = new TaskCompletionSource();
        await using var a = new Origin(_ => never.Task, "a");
        await using var b = new Origin(name: "b");
        await using var plane = await StartAsync(
            new() { TryTimeout = TimeSpan.FromMilliseconds(100) },
            a,
            b
        );
        using var client = plane.Connect();
        var began = Stopwatch.StartNew();

        var answer = await client.SendAsync(Get);

        Assert.Equal((200, "b"), (answer.Status, answer.Body));
        Assert.InRange(began.ElapsedMilliseconds, 90, 5_000);
        never.SetResult();
    }

    [Fact]
    public async Task Try_AllTooSlow_Is504ThatSaysSo()
    {
        var never = new TaskCompletionSource();
        await using var a = new Origin(_ => never.Task, "a");
        await using var plane = await StartAsync(
            new() { TryTimeout = TimeSpan.FromMilliseconds(50) },
            a
        );
        using var client = plane.Connect();

        var answer = await client.SendAsync(Get);

        Assert.Equal((504, "timeout"), (answer.Status, answer["X-Lb-Error"]));
        Assert.Contains("within 50ms at 1 of 1", answer.Body, StringComparison.Ordinal);
        never.SetResult();
    }

    [Fact]
    public async Task Try_AnsweredInTime_MayTakeLongerForItsBody()
    {
        await using var a = new Origin(
            static async exchange =>
            {
                await exchange.Wire.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab");
                await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
                await exchange.Wire.WriteAsync("cd");
            },
            "a"
        );
        await using var plane = await StartAsync(
            new() { TryTimeout = TimeSpan.FromMilliseconds(150) },
            a
        );
        using var client = plane.Connect();

        Assert.Equal("abcd", (await client.SendAsync(Get)).Body);
    }

    [Fact]
    public async Task Budget_Spent_TheAnswerIsPassedOnButConnectionsAreTriedAllTheSame()
    {
        await using var a = Failing(503);
        await using var b = new Origin(name: "b");
        await using var plane = await StartAsync(
            new() { BudgetPercent = 0, BudgetMinimum = 0 },
            a,
            b
        );
        using var client = plane.Connect();

        Assert.Equal(503, (await client.SendAsync(Get)).Status);
        Assert.Equal(200, (await client.SendAsync(Get)).Status);
        a.Kill();
        for (var n = 0; n < 4; n++)
        {
            Assert.Equal(200, (await client.SendAsync(Get)).Status);
        }
    }

    [Fact]
    public async Task Attempts_One_NothingIsTriedElsewhere()
    {
        await using var a = Failing(503);
        await using var b = new Origin(name: "b");
        await using var plane = await StartAsync(new() { Attempts = 1 }, a, b);
        using var client = plane.Connect();

        Assert.Equal(503, (await client.SendAsync(Get)).Status);
        Assert.Empty(b.Heads);
    }

    private static Origin Failing(int status, string body = "no") =>
        new(exchange => exchange.AnswerAsync(body, $"{status} Failing"), "a" + status + body[0]);

    private static async Task<RunningDataPlane> StartAsync(
        RetrySettings retry,
        params Origin[] origins
    )
    {
        var plane = await RunningDataPlane.StartAsync(origins);
        await plane.EditAsync(draft =>
        {
            var pool = draft.Snapshot.Pools.Find(Pool.DefaultName)!;
            draft.Put(pool with { Resilience = pool.Resilience with { Retry = retry } });
        });
        return plane;
    }
}
