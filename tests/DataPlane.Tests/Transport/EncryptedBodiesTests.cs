using System.Net;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LbPlatform.DataPlane.Tests.Transport;

/// <summary>Bodies, events and trailers where both sides speak HTTP/2 over TLS.</summary>
public sealed class EncryptedBodiesTests
{
    private const int PartSize = 64 * 1024;
    private const long Large = 48L * 1024 * 1024;

    /// <summary>What the windows, the socket buffers of two connections and TLS hold.</summary>
    private const long MostInFlight = 24L * 1024 * 1024;

    private static readonly byte[] Part = new byte[PartSize];

    [Fact]
    public async Task Upload_BackendReadsNothing_TheClientIsHeldUpAndLosesNothing()
    {
        var go = new TaskCompletionSource();
        var came = 0L;
        await using var plane = await SecurePlane.StartAsync([]);
        await using var origin = await StartAsync(
            plane,
            async context =>
            {
                await go.Task;
                var buffer = new byte[PartSize];
                while (await context.Request.Body.ReadAsync(buffer) is > 0 and var count)
                {
                    came += count;
                }
            }
        );
        using var client = plane.NewClient();
        using var body = new Parts();

        var answering = client.PostAsync(new Uri(plane.Url, "/"), body);
        var held = await StandsStillAsync(() => body.Sent);
        Assert.False(answering.IsCompleted);
        go.SetResult();
        using var answer = await answering;

        Assert.InRange(held, 1, MostInFlight);
        Assert.Equal((HttpStatusCode.OK, Large), (answer.StatusCode, came));
    }

    [Fact]
    public async Task Download_ClientReadsNothing_TheBackendIsHeldUpAndLosesNothing()
    {
        var sent = 0L;
        await using var plane = await SecurePlane.StartAsync([]);
        await using var origin = await StartAsync(
            plane,
            async context =>
            {
                while (sent < Large)
                {
                    await context.Response.Body.WriteAsync(Part);
                    Interlocked.Add(ref sent, PartSize);
                }
            }
        );
        using var client = plane.NewClient();

        using var answer = await client.GetAsync(
            new Uri(plane.Url, "/"),
            HttpCompletionOption.ResponseHeadersRead
        );
        var held = await StandsStillAsync(() => Interlocked.Read(ref sent));
        var body = await answer.Content.ReadAsStreamAsync();
        var read = 0L;
        var buffer = new byte[PartSize];
        while (await body.ReadAsync(buffer) is > 0 and var count)
        {
            read += count;
        }

        Assert.InRange(held, 1, MostInFlight);
        Assert.Equal(Large, read);
    }

    [Fact]
    public async Task Download_StreamThatNobodyReads_HoldsUpNoOtherOfItsConnection()
    {
        await using var plane = await SecurePlane.StartAsync([]);
        await using var origin = await StartAsync(
            plane,
            static async context =>
            {
                for (
                    var sent = 0L;
                    context.Request.Path == "/large" && sent < Large;
                    sent += PartSize
                )
                {
                    await context.Response.Body.WriteAsync(Part, context.RequestAborted);
                }
            }
        );
        using var client = plane.NewClient();

        using var unread = await client.GetAsync(
            new Uri(plane.Url, "/large"),
            HttpCompletionOption.ResponseHeadersRead
        );
        for (var n = 0; n < 20; n++)
        {
            using var other = await client.GetAsync(new Uri(plane.Url, "/small"));
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Events_AreNotHeldBack(int version)
    {
        using var next = new SemaphoreSlim(0);
        await using var plane = await SecurePlane.StartAsync([]);
        await using var origin = await StartAsync(
            plane,
            async context =>
            {
                context.Response.ContentType = "text/event-stream";
                await context.Response.Body.FlushAsync();
                for (var n = 1; n <= 3; n++)
                {
                    await next.WaitAsync(context.RequestAborted);
                    await context.Response.WriteAsync($"data: {n}\n\n");
                    await context.Response.Body.FlushAsync();
                }
            }
        );
        using var client = plane.NewClient(version);

        using var answer = await client.GetAsync(
            new Uri(plane.Url, "/"),
            HttpCompletionOption.ResponseHeadersRead
        );
        Assert.Equal(version, answer.Version.Major);
        using var events = new StreamReader(await answer.Content.ReadAsStreamAsync());
        for (var n = 1; n <= 3; n++)
        {
            next.Release();
            Assert.Equal($"data: {n}", await LineAsync());
            Assert.Equal("", await LineAsync());
        }

        Assert.Null(await LineAsync());

        Task<string?> LineAsync() => events.ReadLineAsync().WaitAsync(Eventually.Patience);
    }

    [Fact]
    public async Task Trailers_ReachTheClient_AndAreAskedForAtTheBackend()
    {
        await using var plane = await SecurePlane.StartAsync([]);
        await using var origin = await StartAsync(
            plane,
            static async context =>
            {
                await context.Response.WriteAsync($"te={context.Request.Headers.TE}");
                context.Response.AppendTrailer("x-sum", "42");
            }
        );
        using var client = plane.NewClient();
        client.DefaultRequestHeaders.TE.ParseAdd("trailers");

        using var answer = await client.GetAsync(new Uri(plane.Url, "/"));

        Assert.Equal("te=trailers", await answer.Content.ReadAsStringAsync());
        Assert.Equal("42", Assert.Single(answer.TrailingHeaders.GetValues("x-sum")));
    }

    [Fact]
    public async Task Client_LeavesAStream_TheBackendLearnsIt_OthersOfItsConnectionGoOn()
    {
        var left = new TaskCompletionSource();
        await using var plane = await SecurePlane.StartAsync([]);
        await using var origin = await StartAsync(
            plane,
            async context =>
            {
                if (context.Request.Path == "/endless")
                {
                    context.RequestAborted.Register(left.SetResult);
                    await context.Response.Body.FlushAsync();
                    await left.Task;
                }
            }
        );
        using var client = plane.NewClient();

        var endless = await client.GetAsync(
            new Uri(plane.Url, "/endless"),
            HttpCompletionOption.ResponseHeadersRead
        );
        endless.Dispose();
        await left.Task.WaitAsync(Eventually.Patience);
        using var other = await client.GetAsync(new Uri(plane.Url, "/"));

        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    private static async Task<KestrelOrigin> StartAsync(SecurePlane plane, RequestDelegate answer)
    {
        var origin = await KestrelOrigin.StartAsync(
            context =>
            {
                Assert.Equal("HTTP/2", context.Request.Protocol);
                return answer(context);
            },
            HttpProtocols.Http2,
            plane.NewBackendCertificate()
        );
        await plane.AddAsync(origin.Url, new() { Protocol = BackendProtocol.Http2 });
        return origin;
    }

    /// <summary>The count at which a writer has come to a stop.</summary>
    private static async Task<long> StandsStillAsync(Func<long> count)
    {
        const int Enough = 50;
        var last = -1L;
        var same = 0;
        await Eventually.HoldsAsync(
            () =>
            {
                var now = count();
                same = now == last && now > 0 ? same + 1 : 0;
                last = now;
                return same >= Enough;
            },
            "the writer is stopped"
        );
        return last;
    }

    /// <summary>A body without length that says how much of it has been taken.</summary>
    private sealed class Parts : HttpContent
    {
        private long _sent;

        public long Sent => Interlocked.Read(ref _sent);

        protected override async Task SerializeToStreamAsync(
            Stream stream,
            TransportContext? context
        )
        {
            while (Sent < Large)
            {
                await stream.WriteAsync(Part);
                Interlocked.Add(ref _sent, PartSize);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
