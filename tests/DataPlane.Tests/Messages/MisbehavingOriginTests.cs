using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Messages;

/// <summary>
/// Backends that break the protocol, each as a script of raw bytes: the client is told what happened, or sees a message
/// that breaks; and whoever asks next gets the answer to his own question.
/// </summary>
public sealed class MisbehavingOriginTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\n";

    /// <summary>What the backend does after its bytes.</summary>
    public enum Then
    {
        Close,
        Reset,
        Hang,
        GoOn,
    }

    public static TheoryData<string, string, Then, string> Unusable =>
        new()
        {
            { "nothing, then closes", "", Then.Close, "502 reset" },
            { "nothing, then resets", "", Then.Reset, "502 reset" },
            { "nothing at all", "", Then.Hang, "504 timeout" },
            { "half a status line, closes", "HTTP/1.1 20", Then.Close, "502 reset" },
            { "half a status line, resets", "HTTP/1.1 20", Then.Reset, "502 reset" },
            { "half a status line, hangs", "HTTP/1.1 20", Then.Hang, "504 timeout" },
            { "half a head, closes", Ok + "X-A: b\r\n", Then.Close, "502 reset" },
            { "half a head, resets", Ok + "X-A: b\r\n", Then.Reset, "502 reset" },
            { "half a head, hangs", Ok + "X-A: b\r\n", Then.Hang, "504 timeout" },
            { "half a field, closes", Ok + "Content-Len", Then.Close, "502 reset" },
            { "a banner", "SSH-2.0-OpenSSH_9.2\r\n\r\n", Then.Close, "502 protocol" },
            { "HTTP/0.9", "<html>hello</html>\r\n", Then.Close, "502 protocol" },
            { "an HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", Then.Hang, "502 protocol" },
            { "an HTTP/2 status", "HTTP/2 200 OK\r\n\r\n", Then.Hang, "502 protocol" },
            { "HTTP/2.0", "HTTP/2.0 200 OK\r\n\r\n", Then.Hang, "502 protocol" },
            { "HTTP/3.7", "HTTP/3.7 200 OK\r\n\r\n", Then.Hang, "502 protocol" },
            { "lower-case http", "http/1.1 200 OK\r\n\r\n", Then.Hang, "502 protocol" },
            { "an empty line first", "\r\n" + Ok + "\r\n", Then.Hang, "502 protocol" },
            { "a space first", " " + Ok + "\r\n", Then.Hang, "502 protocol" },
            { "two spaces", "HTTP/1.1  200 OK\r\n\r\n", Then.Hang, "502 protocol" },
            { "a tab", "HTTP/1.1\t200 OK\r\n\r\n", Then.Hang, "502 protocol" },
            { "no status", "HTTP/1.1 \r\n\r\n", Then.Hang, "502 protocol" },
            { "status 1000", "HTTP/1.1 1000 X\r\n\r\n", Then.Hang, "502 protocol" },
            { "status 20", "HTTP/1.1 20 X\r\n\r\n", Then.Hang, "502 protocol" },
            {
                "status 099",
                "HTTP/1.1 099 X\r\nContent-Length: 0\r\n\r\n",
                Then.GoOn,
                "502 protocol"
            },
            {
                "status 000",
                "HTTP/1.1 000 X\r\nContent-Length: 0\r\n\r\n",
                Then.GoOn,
                "502 protocol"
            },
            { "status 2x0", "HTTP/1.1 2x0 X\r\n\r\n", Then.Hang, "502 protocol" },
            { "status -20", "HTTP/1.1 -20 X\r\n\r\n", Then.Hang, "502 protocol" },
            {
                "NUL in the reason",
                "HTTP/1.1 200 O\0K\r\nContent-Length: 0\r\n\r\n",
                Then.GoOn,
                "502 protocol"
            },
            {
                "CR in the reason",
                "HTTP/1.1 200 O\rK\r\nContent-Length: 0\r\n\r\n",
                Then.GoOn,
                "502 protocol"
            },
            {
                "101 unasked",
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n",
                Then.Hang,
                "502 protocol"
            },
            { "101 bare", "HTTP/1.1 101 Switching Protocols\r\n\r\n", Then.Hang, "502 protocol" },
            { "only 1xx, closes", "HTTP/1.1 102 Processing\r\n\r\n", Then.Close, "502 reset" },
            {
                "only 1xx, hangs",
                "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n",
                Then.Hang,
                "504 timeout"
            },
            { "no colon", Ok + "X-A b\r\n\r\n", Then.Hang, "502 protocol" },
            { "no name", Ok + ": b\r\n\r\n", Then.Hang, "502 protocol" },
            { "a name with a space", Ok + "X A: b\r\n\r\n", Then.Hang, "502 protocol" },
            { "a name with a NUL", Ok + "X\0A: b\r\n\r\n", Then.Hang, "502 protocol" },
            {
                "a name above 0x7f",
                Ok + "X\u00e4: b\r\nContent-Length: 0\r\n\r\n",
                Then.GoOn,
                "502 protocol"
            },
            {
                "a control in a value",
                Ok + "X-A: a\u0001b\r\nContent-Length: 0\r\n\r\n",
                Then.GoOn,
                "502 protocol"
            },
            {
                "DEL in a value",
                Ok + "X-A: a\u007fb\r\nContent-Length: 0\r\n\r\n",
                Then.GoOn,
                "502 protocol"
            },
            {
                "length and full chunks",
                Ok + "Content-Length: 5\r\n" + Chunked + "5\r\nhello\r\n0\r\n\r\n",
                Then.GoOn,
                "502 protocol"
            },
            {
                "gzip, full chunks",
                Ok + "Transfer-Encoding: gzip, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                Then.GoOn,
                "502 protocol"
            },
            {
                "length and chunks",
                Ok + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                Then.GoOn,
                "502 protocol"
            },
            {
                "two lengths",
                Ok + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
                Then.Hang,
                "502 protocol"
            },
            {
                "lengths in a list",
                Ok + "Content-Length: 5, 6\r\n\r\nhello!",
                Then.Hang,
                "502 protocol"
            },
            { "length -1", Ok + "Content-Length: -1\r\n\r\n", Then.Hang, "502 protocol" },
            { "length +5", Ok + "Content-Length: +5\r\n\r\nhello", Then.Hang, "502 protocol" },
            { "length 0x5", Ok + "Content-Length: 0x5\r\n\r\nhello", Then.Hang, "502 protocol" },
            { "length 5 5", Ok + "Content-Length: 5 5\r\n\r\nhello", Then.Hang, "502 protocol" },
            { "no length at all", Ok + "Content-Length:\r\n\r\nhello", Then.Hang, "502 protocol" },
            {
                "length beyond 64 bits",
                Ok + "Content-Length: 99999999999999999999\r\n\r\n",
                Then.Hang,
                "502 protocol"
            },
            {
                "an unknown coding",
                Ok + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                Then.GoOn,
                "502 protocol"
            },
            {
                "gzip, chunked",
                Ok + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                Then.GoOn,
                "502 protocol"
            },
            {
                "chunked, identity",
                Ok + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                Then.GoOn,
                "502 protocol"
            },
            {
                "chunked twice",
                Ok + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                Then.GoOn,
                "502 protocol"
            },
            {
                "identity",
                Ok + "Transfer-Encoding: identity\r\n\r\nhello",
                Then.Close,
                "502 protocol"
            },
            {
                "chunks in HTTP/1.0",
                "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                Then.Close,
                "502 protocol"
            },
            {
                "head over the limit",
                Ok + "X-A: " + new string('a', 70_000) + "\r\n\r\n",
                Then.Hang,
                "502 protocol"
            },
            { "fields over the limit", Ok + Fields(10_000) + "\r\n", Then.Hang, "502 protocol" },
            {
                "a status line without end",
                "HTTP/1.1 200 " + new string('a', 70_000),
                Then.Hang,
                "502 protocol"
            },
        };

    public static TheoryData<string, string, Then> BreakingOff =>
        new()
        {
            { "short of its length, closes", Ok + "Content-Length: 10\r\n\r\nhalf", Then.Close },
            { "short of its length, resets", Ok + "Content-Length: 10\r\n\r\nhalf", Then.Reset },
            { "short of its length, hangs", Ok + "Content-Length: 10\r\n\r\nhalf", Then.Hang },
            { "nothing of its length", Ok + "Content-Length: 10\r\n\r\n", Then.Close },
            { "no last chunk, closes", Ok + Chunked + "4\r\nhalf\r\n", Then.Close },
            { "no last chunk, resets", Ok + Chunked + "4\r\nhalf\r\n", Then.Reset },
            { "no last chunk, hangs", Ok + Chunked + "4\r\nhalf\r\n", Then.Hang },
            { "no chunk at all", Ok + Chunked, Then.Close },
            { "within a chunk", Ok + Chunked + "8\r\nhalf", Then.Close },
            { "within a chunk's size", Ok + Chunked + "4\r\nhalf\r\n1", Then.Close },
            { "within the last chunk", Ok + Chunked + "4\r\nhalf\r\n0\r\n", Then.Close },
            { "a chunk of size g", Ok + Chunked + "4\r\nhalf\r\ng\r\n", Then.Hang },
            {
                "a chunk of size 0x4",
                Ok + Chunked + "4\r\nhalf\r\n0x4\r\nhalf\r\n0\r\n\r\n",
                Then.Hang
            },
            {
                "a chunk of size -4",
                Ok + Chunked + "4\r\nhalf\r\n-4\r\nhalf\r\n0\r\n\r\n",
                Then.Hang
            },
            {
                "a chunk of size +4",
                Ok + Chunked + "4\r\nhalf\r\n+4\r\nhalf\r\n0\r\n\r\n",
                Then.Hang
            },
            {
                "a chunk of no size",
                Ok + Chunked + "4\r\nhalf\r\n\r\nhalf\r\n0\r\n\r\n",
                Then.Hang
            },
            {
                "a chunk beyond 64 bits",
                Ok + Chunked + "4\r\nhalf\r\nfffffffffffffffff\r\n",
                Then.Hang
            },
            {
                "a chunk that is longer",
                Ok + Chunked + "4\r\nhalf\r\n4\r\nlonger\r\n0\r\n\r\n",
                Then.Hang
            },
            {
                "an endless chunk line",
                Ok + Chunked + "4\r\nhalf\r\n4;" + new string('a', 70_000),
                Then.Hang
            },
            { "a body until the end, resets", Ok + "\r\nhalf", Then.Reset },
        };

    public static TheoryData<string, string, Then, string, string> Passable =>
        new()
        {
            {
                "bytes after its length",
                Ok + "Content-Length: 2\r\n\r\nokEXTRA",
                Then.GoOn,
                "200",
                "ok"
            },
            {
                "an answer after its answer",
                Ok + "Content-Length: 2\r\n\r\nok" + Evil,
                Then.GoOn,
                "200",
                "ok"
            },
            {
                "an answer after its last chunk",
                Ok + Chunked + "2\r\nok\r\n0\r\n\r\n" + Evil,
                Then.GoOn,
                "200",
                "ok"
            },
            {
                "a body with 204",
                "HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n\r\nevil",
                Then.GoOn,
                "204",
                ""
            },
            {
                "an answer after 204",
                "HTTP/1.1 204 No Content\r\n\r\n" + Evil,
                Then.GoOn,
                "204",
                ""
            },
            {
                "chunks with 204",
                "HTTP/1.1 204 No Content\r\n" + Chunked + "4\r\nevil\r\n0\r\n\r\n",
                Then.GoOn,
                "204",
                ""
            },
            {
                "a body with 304",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\n\r\nevil",
                Then.GoOn,
                "304",
                ""
            },
            {
                "a body with 205",
                "HTTP/1.1 205 Reset Content\r\nContent-Length: 4\r\n\r\nevil",
                Then.GoOn,
                "205",
                ""
            },
            {
                "no body with 205",
                "HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n",
                Then.GoOn,
                "205",
                ""
            },
            {
                "NUL in a value",
                Ok + "X-A: a\0b\r\nContent-Length: 2\r\n\r\nok",
                Then.GoOn,
                "200",
                "ok"
            },
            {
                "CR in a value",
                Ok + "X-A: a\rX-B: c\r\nContent-Length: 2\r\n\r\nok",
                Then.GoOn,
                "200",
                "ok"
            },
            {
                "a line feed for a chunk's end",
                Ok + Chunked + "4\r\nhal\r\n0\r\n\r\n",
                Then.GoOn,
                "200",
                "hal\r"
            },
            {
                "line feeds only",
                "HTTP/1.1 200 OK\nContent-Length: 2\nX-A: b\n\nok",
                Then.GoOn,
                "200",
                "ok"
            },
            {
                "a folded field",
                Ok + "X-A: a\r\n b\r\nContent-Length: 2\r\n\r\nok",
                Then.GoOn,
                "200",
                "ok"
            },
            {
                "a space before the colon",
                Ok + "Content-Length : 2\r\n\r\nok",
                Then.GoOn,
                "200",
                "ok"
            },
            { "no reason", "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", Then.GoOn, "200", "ok" },
            {
                "an empty reason",
                "HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\nok",
                Then.GoOn,
                "200",
                "ok"
            },
            {
                "status 600",
                "HTTP/1.1 600 X\r\nContent-Length: 2\r\n\r\nok",
                Then.GoOn,
                "600",
                "ok"
            },
            {
                "status 999",
                "HTTP/1.1 999 X\r\nContent-Length: 2\r\n\r\nok",
                Then.GoOn,
                "999",
                "ok"
            },
            {
                "many 1xx",
                string.Concat(Enumerable.Repeat("HTTP/1.1 102 Processing\r\n\r\n", 20))
                    + Ok
                    + "Content-Length: 2\r\n\r\nok",
                Then.GoOn,
                "200",
                "ok"
            },
            {
                "HTTP/1.0 with a length",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
                Then.Close,
                "200",
                "ok"
            },
            { "HTTP/1.0 until the end", "HTTP/1.0 200 OK\r\n\r\nok", Then.Close, "200", "ok" },
            {
                "HTTP/1.9",
                "HTTP/1.9 200 OK\r\nContent-Length: 2\r\n\r\nok",
                Then.GoOn,
                "200",
                "ok"
            },
            { "a body until the end", Ok + "\r\nok", Then.Close, "200", "ok" },
            {
                "closes without saying so",
                Ok + "Content-Length: 2\r\n\r\nok",
                Then.Close,
                "200",
                "ok"
            },
            {
                "resets after its answer",
                Ok + "Content-Length: 2\r\n\r\nok",
                Then.Reset,
                "200",
                "ok"
            },
            {
                "says close and stays",
                Ok + "Connection: close\r\nContent-Length: 2\r\n\r\nok",
                Then.Hang,
                "200",
                "ok"
            },
            {
                "chunk extensions",
                Ok + Chunked + "2;a=b;c=\"d\"\r\nok\r\n0;x\r\n\r\n",
                Then.GoOn,
                "200",
                "ok"
            },
            {
                "zeros before a chunk's size",
                Ok + Chunked + "0000002\r\nok\r\n000\r\n\r\n",
                Then.GoOn,
                "200",
                "ok"
            },
            {
                "chunks ended by line feeds",
                Ok + Chunked + "2\nok\r\n0\r\n\r\n",
                Then.GoOn,
                "200",
                "ok"
            },
            {
                "a trailer",
                Ok + Chunked + "2\r\nok\r\n0\r\nX-T: t\r\n\r\n",
                Then.GoOn,
                "200",
                "ok"
            },
            {
                "Chunked in capitals",
                Ok + "Transfer-Encoding: Chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                Then.GoOn,
                "200",
                "ok"
            },
        };

    private const string Chunked = "Transfer-Encoding: chunked\r\n\r\n";
    private const string Evil = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil";

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task Answer_Unusable_IsNamed(string what, string bytes, Then then, string expected)
    {
        Assert.NotEmpty(what);
        // Long where nothing waits for it: a machine under load answers late.
        await using var stage = await Stage.SetAsync(
            bytes,
            then,
            expected.StartsWith("504", StringComparison.Ordinal) ? "500ms" : "20s"
        );
        using var client = stage.Plane.Connect();

        var answer = await client.SendAsync("GET /bad HTTP/1.1\r\nHost: h\r\n\r\n");
        var next = await client.SendAsync("GET /next HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal(expected, $"{answer.Status} {answer["X-Lb-Error"]}");
        Assert.StartsWith(expected[..3], answer.Body, StringComparison.Ordinal);
        Assert.Equal("no-store", answer["Cache-Control"]);
        Assert.Null(answer["X-A"]);
        Assert.Equal("/next", next.Body);
        await stage.AnswersOthersAsync();
    }

    [Theory]
    [MemberData(nameof(BreakingOff))]
    public async Task Answer_BreaksOff_NeverLooksComplete(string what, string bytes, Then then)
    {
        Assert.NotEmpty(what);
        await using var stage = await Stage.SetAsync(
            bytes,
            then,
            then == Then.Hang ? "500ms" : "20s"
        );
        using var client = stage.Plane.Connect();

        await client.Wire.WriteAsync("GET /bad HTTP/1.1\r\nHost: h\r\n\r\n");
        var head = await ReadHeadAsync(client);
        // What broke before anything was passed on has its error instead.
        if (head?.StartsWith("HTTP/1.1 502 ", StringComparison.Ordinal) == true)
        {
            Assert.NotNull(Wire.FieldOf(head, "X-Lb-Error"));
        }
        else if (head is not null)
        {
            await Assert.ThrowsAnyAsync<IOException>(() =>
                client.Wire.ReadBodyAsync(head, isResponse: true)
            );
        }

        await stage.AnswersOthersAsync();
    }

    [Theory]
    [MemberData(nameof(Passable))]
    public async Task Answer_Odd_PassesAndNothingAfterIt(
        string what,
        string bytes,
        Then then,
        string status,
        string body
    )
    {
        Assert.NotEmpty(what);
        await using var stage = await Stage.SetAsync(bytes, then);
        using var client = stage.Plane.Connect();

        var answer = await client.SendAsync("GET /bad HTTP/1.1\r\nHost: h\r\n\r\n");
        var next = await client.SendAsync("GET /next HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal((status, body), ($"{answer.Status}", answer.Body));
        Assert.Contains(answer["X-A"], new[] { null, "b", "a   b", "a b", "a X-B: c" });
        Assert.Null(answer["X-B"]);
        Assert.Equal("/next", next.Body);
        await stage.AnswersOthersAsync();
    }

    [Theory]
    [InlineData(Ok + "Content-Length: 4\r\n\r\nevil")]
    [InlineData(Ok + "Content-Length: 4\r\n\r\n" + Evil)]
    [InlineData(Ok + Chunked + "4\r\nevil\r\n0\r\n\r\n")]
    [InlineData(Ok + "\r\nevil")]
    public async Task Answer_ToHeadHasABody_IsCutOff(string bytes)
    {
        await using var stage = await Stage.SetAsync(bytes, Then.GoOn);
        using var client = stage.Plane.Connect();

        var answer = await client.SendAsync("HEAD /bad HTTP/1.1\r\nHost: h\r\n\r\n");
        var next = await client.SendAsync("GET /next HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal((200, "/next"), (answer.Status, next.Body));
        await stage.AnswersOthersAsync();
    }

    /// <summary><c>null</c> where the connection broke before a head came.</summary>
    private static async Task<string?> ReadHeadAsync(RawClient client)
    {
        try
        {
            return await client.Wire.ReadHeadAsync();
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string Fields(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(static n => $"X-{n}: v\r\n"));

    /// <summary>A backend that follows the script for /bad and names the path for everything else.</summary>
    private sealed class Stage(Origin origin, RunningDataPlane plane, TaskCompletionSource curtain)
        : IAsyncDisposable
    {
        public RunningDataPlane Plane => plane;

        public static async Task<Stage> SetAsync(string bytes, Then then, string patience = "20s")
        {
            var curtain = new TaskCompletionSource();
            var origin = new Origin(async exchange =>
            {
                if (!exchange.RequestLine.Contains(" /bad ", StringComparison.Ordinal))
                {
                    await exchange.AnswerAsync(exchange.RequestLine.Split(' ')[1]);
                    return;
                }

                await exchange.Wire.WriteAsync(bytes);
                switch (then)
                {
                    case Then.Close:
                        exchange.Close();
                        break;
                    case Then.Reset:
                        exchange.Reset();
                        break;
                    case Then.Hang:
                        await curtain.Task;
                        exchange.Close();
                        break;
                    default:
                        break;
                }
            });
            var plane = await RunningDataPlane.StartAsync(
                ["--DataPlane:ActivityTimeout", patience],
                origin
            );
            return new(origin, plane, curtain);
        }

        /// <summary>Each of several clients gets the answer to his own request.</summary>
        public async Task AnswersOthersAsync()
        {
            for (var n = 0; n < 3; n++)
            {
                using var client = plane.Connect();
                var answer = await client.SendAsync($"GET /own{n} HTTP/1.1\r\nHost: h\r\n\r\n");
                Assert.Equal((200, $"/own{n}"), (answer.Status, answer.Body));
            }
        }

        public async ValueTask DisposeAsync()
        {
            curtain.TrySetResult();
            await plane.DisposeAsync();
            await origin.DisposeAsync();
        }
    }
}
