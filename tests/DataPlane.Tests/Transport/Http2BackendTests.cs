using System.Net;
using System.Text;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LbPlatform.DataPlane.Tests.Transport;

/// <summary>HTTP/2 to backends, real ones and such as no real one is.</summary>
public sealed class Http2BackendTests
{
    private static readonly BackendTransport Http2 = new() { Protocol = BackendProtocol.Http2 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Http2_WithPriorKnowledgeOrByAlpn_IsSpoken(bool overTls)
    {
        using var authority = new TestAuthority();
        using var certificate = overTls ? authority.Issue(["127.0.0.1"]) : null;
        await using var origin = await KestrelOrigin.StartAsync(
            static context =>
                context.Response.WriteAsync(
                    $"{context.Request.Protocol} {context.Request.Host} {context.Request.Path}"
                ),
            overTls ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http2,
            certificate
        );
        var transport = Http2 with { Tls = new() { Ca = authority.Pem } };
        var (plane, _) = await TransportPlane.StartAsync(transport, origin.Url);
        await using var _ = plane;

        Assert.Equal($"HTTP/2 127.0.0.1:{plane.Port} /a", await plane.GetAsync("/a"));
    }

    [Fact]
    public async Task Http2_BackendThatOnlySpeaks1_IsSaid()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue(["127.0.0.1"]);
        await using var origin = await KestrelOrigin.StartAsync(
            static _ => Task.CompletedTask,
            certificate: certificate
        );
        var transport = Http2 with { Tls = new() { Ca = authority.Pem } };
        var (plane, _) = await TransportPlane.StartAsync(transport, origin.Url);
        await using var _ = plane;
        using var client = plane.Connect();

        var answer = await client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal((503, "connect_failed"), (answer.Status, answer["X-Lb-Error"]));
        Assert.Contains("transport.protocol to http1", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_UnderLoad_CostsNoRequest()
    {
        await using var origin = await KestrelOrigin.StartAsync(
            static async context =>
            {
                await Task.Yield();
                await context.Response.WriteAsync(context.Request.Protocol);
            },
            HttpProtocols.Http1AndHttp2,
            null
        );
        await using var second = await KestrelOrigin.StartAsync(
            static context => context.Response.WriteAsync(context.Request.Protocol),
            HttpProtocols.Http2
        );
        var (plane, _) = await TransportPlane.StartAsync(new(), origin.Url);
        await using var _ = plane;
        using var enough = new CancellationTokenSource();
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        var load = Enumerable
            .Range(0, 4)
            .Select(_ =>
                Task.Run(async () =>
                {
                    while (!enough.IsCancellationRequested)
                    {
                        seen.AddOrUpdate(await plane.GetAsync(), 1, static (_, n) => n + 1);
                    }
                })
            )
            .ToArray();

        for (var n = 0; n < 5; n++)
        {
            await plane.SetTransportAsync(new() { PingInterval = TimeSpan.FromSeconds(10 + n) });
            await plane.SetTransportAsync(new());
        }

        await enough.CancelAsync();
        await Task.WhenAll(load);

        Assert.Equal(["HTTP/1.1"], seen.Keys);
        await plane.EditAsync(draft =>
        {
            draft.Remove(draft.Snapshot.Backends.Find("b1")!);
            RunningDataPlane.Add(draft, "b2", second.Url);
            draft.Put(draft.Snapshot.Pools.Find(Pool.DefaultName)! with { Transport = Http2 });
        });
        Assert.Equal("HTTP/2", await plane.GetAsync());
    }

    [Fact]
    public async Task Fields_ThatHttp2MayNotHave_AreDropped_AndTrailersAskedForAndPassed()
    {
        var fields = "";
        await using var origin = await KestrelOrigin.StartAsync(
            async context =>
            {
                fields = string.Join(
                    '\n',
                    context.Request.Headers.Select(static field => $"{field.Key}: {field.Value}")
                );
                await context.Response.WriteAsync("body");
                context.Response.AppendTrailer("x-sum", "42");
            },
            HttpProtocols.Http2
        );
        var (plane, port) = await TransportPlane.StartAsync(Http2, origin.Url);
        await using var _ = plane;
        using var raw = plane.Connect();

        var first = await raw.SendAsync(
            "GET / HTTP/1.1\r\nHost: h\r\nConnection: x-mine\r\nX-Mine: 1\r\nKeep-Alive: 5\r\nTE: trailers\r\nUpgrade: foo\r\nProxy-Connection: x\r\nCookie: a=1\r\n\r\n"
        );
        Assert.Equal("body", first.Body);
        Assert.Contains("Host: h", fields, StringComparison.Ordinal);
        Assert.Contains("Cookie: a=1", fields, StringComparison.Ordinal);
        foreach (var dropped in new[] { "connection", "keep-alive:", "te:", "upgrade", "x-mine" })
        {
            Assert.DoesNotContain($"\n{dropped}", fields, StringComparison.OrdinalIgnoreCase);
        }

        using var client = TransportPlane.Http2Client(port);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TE.ParseAdd("trailers");
        using var answer = await client.SendAsync(request);

        Assert.Equal("body", await answer.Content.ReadAsStringAsync());
        Assert.Equal(["42"], answer.TrailingHeaders.GetValues("x-sum"));
        Assert.Contains("TE: trailers", fields, StringComparison.Ordinal);
        Assert.Contains("Via: 2 lbplatform", fields, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task RefusedStream_WithoutBody_IsTriedElsewhere(string method)
    {
        await using var refusing = new FrameOrigin(
            static async (connection, frame) =>
            {
                if (frame.Type == FrameOrigin.Headers)
                {
                    await connection.ResetAsync(frame.Stream, 0x7);
                }
            }
        );
        await using var good = new FrameOrigin(AnswerAsync);
        var (plane, _) = await TransportPlane.StartAsync(Http2, refusing.Url, good.Url);
        await using var _ = plane;
        using var client = plane.Connect();

        for (var n = 0; n < 2; n++)
        {
            var answer = await client.SendAsync($"{method} / HTTP/1.1\r\nHost: h\r\n\r\n");
            Assert.Equal(200, answer.Status);
        }

        Assert.True(refusing.Requests > 0);
    }

    [Fact]
    public async Task RefusedStream_ShortBody_IsSentAgain()
    {
        var refused = 0;
        await using var origin = new FrameOrigin(
            async (connection, frame) =>
            {
                if (!IsEnd(frame))
                {
                    return;
                }

                if (refused++ == 0)
                {
                    await connection.ResetAsync(frame.Stream, 0x7);
                    return;
                }

                await FrameOrigin.AnswerAsync(connection, frame.Stream);
            }
        );
        var (plane, _) = await TransportPlane.StartAsync(Http2, origin.Url);
        await using var _ = plane;
        using var client = plane.Connect();

        var answer = await client.SendAsync(
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi"
        );

        Assert.Equal(200, answer.Status);
        var bodies = origin
            .Frames.Where(static f => f is { Type: FrameOrigin.Data, Payload.Length: > 0 })
            .Select(static f => Encoding.ASCII.GetString(f.Payload));
        Assert.Equal(["hi", "hi"], bodies);
    }

    [Fact]
    public async Task RefusedStream_BodyUsedUp_IsAnswered503_AndNeverWhole()
    {
        await using var a = new FrameOrigin(RefuseAsync);
        await using var b = new FrameOrigin(RefuseAsync);
        var (plane, _) = await TransportPlane.StartAsync(Http2, a.Url, b.Url);
        await using var _ = plane;
        using var client = plane.Connect();

        var answer = await client.SendAsync(
            $"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 70000\r\n\r\n{new string('x', 70_000)}"
        );

        Assert.Equal((503, "no_backend"), (answer.Status, answer["X-Lb-Error"]));
        Assert.DoesNotContain(a.Frames.Concat(b.Frames), IsEnd);

        static async Task RefuseAsync(FrameOrigin.Connection connection, FrameOrigin.Frame frame)
        {
            if (frame.Type == FrameOrigin.Data)
            {
                await connection.ResetAsync(frame.Stream, 0x7);
            }
        }
    }

    [Fact]
    public async Task GoAway_RequestsAboveIt_AreSentAgainOnAnotherConnection()
    {
        var isFirst = 1;
        await using var origin = new FrameOrigin(
            async (connection, frame) =>
            {
                if (frame.Type != FrameOrigin.Headers)
                {
                    return;
                }

                if (Interlocked.Exchange(ref isFirst, 0) == 1)
                {
                    await connection.GoAwayAsync(last: 0, code: 0);
                    connection.Close();
                    return;
                }

                await AnswerAsync(connection, frame);
            }
        );
        var (plane, _) = await TransportPlane.StartAsync(Http2, origin.Url);
        await using var _ = plane;
        using var client = plane.Connect();

        var answer = await client.SendAsync("DELETE / HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal(200, answer.Status);
        Assert.Equal((2, 2), (origin.Requests, origin.Connections));
    }

    /// <summary>nginx ends a connection after so many requests: in good order, but under everybody's feet.</summary>
    [Fact]
    public async Task GoAway_OfNginxUnderLoad_CostsNoRequest()
    {
        await using var nginx = await NginxOrigin.StartAsync(
            " http2",
            """keepalive_requests 20; location / { return 200 "$server_protocol"; }"""
        );
        var (plane, _) = await TransportPlane.StartAsync(Http2, nginx.Url);
        await using var _ = plane;

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => plane.GetAsync(100)))
        );

        Assert.All(answers.SelectMany(static a => a), static a => Assert.Equal("HTTP/2.0", a));
    }

    [Fact]
    public async Task Window_IsTheOneThatIsBounded()
    {
        await using var origin = new FrameOrigin(AnswerAsync);
        var (plane, _) = await TransportPlane.StartAsync(Http2, origin.Url);
        await using var _ = plane;

        using var answer = await plane.Client.GetAsync(plane.Url);

        var settings = origin.Frames.First(static f =>
            f is { Type: FrameOrigin.Settings, Flags: 0 }
        );
        // SETTINGS_INITIAL_WINDOW_SIZE (RFC 9113, 6.5.2).
        Assert.Contains("000400100000", Convert.ToHexString(settings.Payload));
    }

    [Fact]
    public async Task Http1Backend_TrailersReachHttp2Clients_ButNoFieldOfTheConnection()
    {
        await using var origin = new Origin(static exchange =>
            exchange.Wire.WriteAsync(
                "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\nProxy-Connection: x\r\nUpgrade: h2c\r\n"
                    + "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "4\r\nbody\r\n0\r\nX-Sum: 42\r\nConnection: close\r\n\r\n"
            )
        );
        var (plane, port) = await TransportPlane.StartAsync(new(), origin.Url);
        await using var _ = plane;
        using var client = TransportPlane.Http2Client(port);

        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal("body", await answer.Content.ReadAsStringAsync());
        Assert.Equal(
            ["X-Sum"],
            answer.TrailingHeaders.Select(static f => f.Key),
            StringComparer.OrdinalIgnoreCase
        );
        Assert.Equal(["a=1", "b=2"], answer.Headers.GetValues("Set-Cookie"));
        Assert.Equal(
            ["Set-Cookie", "Via"],
            answer.Headers.Select(static f => f.Key).Where(static n => n != "Date").Order(),
            StringComparer.OrdinalIgnoreCase
        );
    }

    [Theory]
    [InlineData(0x2, 502, "reset")]
    [InlineData(0x8, 502, "reset")]
    [InlineData(0x1, 502, "protocol")]
    public async Task Reset_BeforeTheHead_IsAnswered(int code, int status, string reason)
    {
        await using var origin = new FrameOrigin(
            async (connection, frame) =>
            {
                if (frame.Type == FrameOrigin.Headers)
                {
                    await connection.ResetAsync(frame.Stream, code);
                }
            }
        );
        var (plane, _) = await TransportPlane.StartAsync(Http2, origin.Url);
        await using var _ = plane;
        using var client = plane.Connect();

        var answer = await client.SendAsync(
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n"
        );

        Assert.Equal((status, reason), (answer.Status, answer["X-Lb-Error"]));
        Assert.Equal(1, origin.Requests);
    }

    [Fact]
    public async Task Reset_WithinTheBody_BreaksTheAnswer()
    {
        using var isSeen = new SemaphoreSlim(0);
        await using var origin = new FrameOrigin(
            async (connection, frame) =>
            {
                if (frame.Type == FrameOrigin.Headers)
                {
                    await connection.SendAsync(
                        FrameOrigin.Headers,
                        FrameOrigin.EndHeaders,
                        frame.Stream,
                        FrameOrigin.Status200
                    );
                    await connection.SendAsync(
                        FrameOrigin.Data,
                        0,
                        frame.Stream,
                        "half"u8.ToArray()
                    );
                    await isSeen.WaitAsync();
                    await connection.ResetAsync(frame.Stream, 0x2);
                }
            }
        );
        var (plane, port) = await TransportPlane.StartAsync(Http2, origin.Url);
        await using var _ = plane;
        using var raw = plane.Connect();

        await raw.Wire.WriteAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200", await raw.Wire.ReadHeadAsync(), StringComparison.Ordinal);
        isSeen.Release();
        var bytes = Encoding.Latin1.GetString(await ReadToBreakAsync(raw));
        Assert.DoesNotContain("\r\n0\r\n", bytes, StringComparison.Ordinal);

        using var client = TransportPlane.Http2Client(port);
        using var answer = await client.GetAsync(
            new Uri("/", UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead
        );
        isSeen.Release();
        var body = await answer.Content.ReadAsStreamAsync();
        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(Stream.Null));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_BeforeTheRequestIsWhole_IsPassedOnWhole(bool takesTheRest)
    {
        await using var origin = new FrameOrigin(
            async (connection, frame) =>
            {
                if (frame.Type == FrameOrigin.Headers)
                {
                    await AnswerAsync(connection, frame);
                    if (!takesTheRest)
                    {
                        await connection.ResetAsync(frame.Stream, 0x0);
                    }
                }
            }
        );
        var (plane, _) = await TransportPlane.StartAsync(Http2, origin.Url);
        await using var _ = plane;
        using var client = plane.Connect();

        await client.Wire.WriteAsync(
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\nhi"
        );
        var head = await client.Wire.ReadHeadAsync();

        Assert.StartsWith("HTTP/1.1 200", head, StringComparison.Ordinal);
        Assert.Equal(0, plane.Log.Count(4001));
    }

    [Fact]
    public async Task PingInterval_SilentConnection_IsAskedWhetherItLives()
    {
        await using var origin = new FrameOrigin(static (_, _) => Task.CompletedTask);
        var (plane, _) = await TransportPlane.StartAsync(
            Http2 with
            {
                // Below what the API accepts, so that the test need not wait.
                PingInterval = TimeSpan.FromSeconds(1),
            },
            origin.Url
        );
        await using var _ = plane;
        using var client = plane.Connect();

        await client.Wire.WriteAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        await Eventually.HoldsAsync(
            () => origin.Frames.Any(static f => f is { Type: FrameOrigin.Ping, Flags: 0 }),
            "a ping comes"
        );
    }

    private static bool IsEnd(FrameOrigin.Frame frame) =>
        frame.Type == FrameOrigin.Data && (frame.Flags & FrameOrigin.EndStream) != 0;

    private static Task AnswerAsync(FrameOrigin.Connection connection, FrameOrigin.Frame frame) =>
        frame.Type == FrameOrigin.Headers
            ? FrameOrigin.AnswerAsync(connection, frame.Stream)
            : Task.CompletedTask;

    private static async Task<byte[]> ReadToBreakAsync(RawClient client)
    {
        var read = new MemoryStream();
        try
        {
            await client.Wire.Stream.CopyToAsync(read).WaitAsync(Eventually.Patience);
        }
        catch (IOException)
        {
            // A reset breaks it off as well.
        }

        return read.ToArray();
    }
}
