using System.Text;
using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Messages;

/// <summary>Interim responses: the backend decides whether a body is wanted, and no client is confused by a 1xx.</summary>
public sealed class InterimTests
{
    private const string Expecting =
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n";

    [Theory]
    [InlineData("Content-Length: 5\r\n", "hello")]
    [InlineData("Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n0\r\n\r\n")]
    public async Task Client_WaitsForContinue_SendsWhenTheBackendSaysSo(string framing, string body)
    {
        var go = new TaskCompletionSource();
        await using var a = new Origin(
            async exchange =>
            {
                await go.Task;
                await exchange.Wire.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n");
                await exchange.AnswerAsync(
                    Encoding.Latin1.GetString(await exchange.ReadBodyAsync())
                );
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        await client.Wire.WriteAsync(
            $"POST / HTTP/1.1\r\nHost: h\r\n{framing}Expect: 100-continue\r\n\r\n"
        );
        await Eventually.HoldsAsync(() => !a.Heads.IsEmpty, "the head is at the backend");
        Assert.Equal("100-continue", Wire.FieldOf(a.Heads.Single(), "Expect"));
        go.SetResult();
        Assert.StartsWith(
            "HTTP/1.1 100",
            await client.Wire.ReadHeadAsync(),
            StringComparison.Ordinal
        );
        await client.Wire.WriteAsync(body);
        var answer = await client.ReadAsync();

        Assert.Equal((200, "hello"), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task Client_DoesNotWaitForContinue_IsServed()
    {
        await using var a = new Origin(
            async exchange =>
            {
                await exchange.Wire.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n");
                await exchange.AnswerAsync(
                    Encoding.Latin1.GetString(await exchange.ReadBodyAsync())
                );
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        await client.Wire.WriteAsync($"{Expecting}hello");
        var answer = await FinalAsync(client);

        Assert.Equal((200, "hello"), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task Backend_KnowsNoContinue_GetsTheBodyAllTheSame()
    {
        await using var a = new Origin(
            async exchange =>
                await exchange.AnswerAsync(
                    Encoding.Latin1.GetString(await exchange.ReadBodyAsync())
                ),
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        await client.Wire.WriteAsync(Expecting);
        // After BackendClientFactory's wait for it.
        Assert.StartsWith(
            "HTTP/1.1 100",
            await client.Wire.ReadHeadAsync(),
            StringComparison.Ordinal
        );
        await client.Wire.WriteAsync("hello");
        var answer = await client.ReadAsync();

        Assert.Equal((200, "hello"), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData("417 Expectation Failed", 5)]
    [InlineData("413 Content Too Large", 5)]
    [InlineData("413 Content Too Large", 5_000_000)]
    [InlineData("401 Unauthorized", 5_000)]
    [InlineData("302 Found", 5)]
    [InlineData("200 OK", 5)]
    [InlineData("200 OK", 5_000_000)]
    public async Task Backend_AnswersInsteadOfContinue_TheBodyIsNotAskedFor(
        string status,
        int length
    )
    {
        await using var a = new Origin(
            async exchange =>
            {
                if (exchange.RequestLine.StartsWith("GET", StringComparison.Ordinal))
                {
                    await exchange.AnswerAsync("a");
                    return;
                }

                await exchange.Wire.WriteAsync(
                    $"HTTP/1.1 {status}\r\nContent-Length: 5\r\n\r\nfinal"
                );
                // A body that were sent would be read as the next request.
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        await client.Wire.WriteAsync(
            $"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: {length}\r\nExpect: 100-continue\r\n\r\n"
        );
        var answer = await client.ReadAsync();
        using var other = plane.Connect();
        var next = await other.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status}\r\n", answer.Head, StringComparison.Ordinal);
        Assert.Equal("final", answer.Body);
        Assert.Equal("a", next.Body);
        Assert.All(a.Heads, static head => Assert.Matches("^(GET|POST) / HTTP/1.1\r\n", head));
    }

    [Theory]
    [InlineData("HTTP/1.1 102 Processing\r\n\r\n")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n")]
    [InlineData("HTTP/1.1 199 Odd\r\nX-Odd: 1\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n")]
    public async Task Backend_SendsInterims_TheClientGetsTheFinalAnswer(string interim)
    {
        await using var a = new Origin(
            async exchange =>
            {
                await exchange.Wire.WriteAsync(interim);
                await exchange.AnswerAsync(
                    Encoding.Latin1.GetString(await exchange.ReadBodyAsync())
                );
            },
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var client = plane.Connect();

        var get = await client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        var post = await client.SendAsync(
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi"
        );
        var old = await client.SendAsync("GET / HTTP/1.0\r\nHost: h\r\n\r\n");

        Assert.Equal((200, "", null), (get.Status, get.Body, get["Link"]));
        Assert.Equal((200, "hi", null), (post.Status, post.Body, post["X-Odd"]));
        Assert.Equal(200, old.Status);
    }

    /// <summary>The first answer that is no 1xx.</summary>
    private static async Task<RawResponse> FinalAsync(RawClient client)
    {
        var head = await client.Wire.ReadHeadAsync();
        while (head?.StartsWith("HTTP/1.1 1", StringComparison.Ordinal) == true)
        {
            head = await client.Wire.ReadHeadAsync();
        }

        return new(head!, Encoding.Latin1.GetString(await client.Wire.ReadBodyAsync(head!, true)));
    }
}
