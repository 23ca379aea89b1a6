using System.Net;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Model;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LbPlatform.DataPlane.Tests.Transport;

/// <summary>Server-sent events reach the client one by one, whatever versions of HTTP the two sides speak.</summary>
public sealed class EventStreamTests
{
    [Theory]
    [InlineData(1, BackendProtocol.Http1)]
    [InlineData(2, BackendProtocol.Http1)]
    [InlineData(1, BackendProtocol.Http2)]
    [InlineData(2, BackendProtocol.Http2)]
    public async Task Events_AreNotHeldBack(int clientVersion, BackendProtocol protocol)
    {
        using var next = new SemaphoreSlim(0);
        await using var origin = await KestrelOrigin.StartAsync(
            async context =>
            {
                context.Response.ContentType = "text/event-stream";
                await context.Response.Body.FlushAsync();
                for (var n = 1; n <= 3; n++)
                {
                    await next.WaitAsync(context.RequestAborted);
                    await context.Response.Body.WriteAsync(
                        System.Text.Encoding.ASCII.GetBytes($"data: {n}\n\n")
                    );
                    await context.Response.Body.FlushAsync();
                }
            },
            protocol == BackendProtocol.Http2 ? HttpProtocols.Http2 : HttpProtocols.Http1
        );
        var (plane, port) = await TransportPlane.StartAsync(
            new() { Protocol = protocol },
            origin.Url
        );
        await using var _ = plane;
        using var client =
            clientVersion == 2
                ? TransportPlane.Http2Client(port)
                : new HttpClient { BaseAddress = plane.Url };

        // The head comes before any event.
        using var answer = await client
            .GetAsync(new Uri("/", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead)
            .WaitAsync(Eventually.Patience);
        Assert.Equal(clientVersion, answer.Version.Major);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
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

    [Theory]
    [InlineData(1, BackendProtocol.Http2)]
    [InlineData(2, BackendProtocol.Http1)]
    [InlineData(2, BackendProtocol.Http2)]
    public async Task ClientLeaves_TheBackendLearnsOfIt(int clientVersion, BackendProtocol protocol)
    {
        var left = new TaskCompletionSource();
        await using var origin = await KestrelOrigin.StartAsync(
            async context =>
            {
                context.RequestAborted.Register(left.SetResult);
                await context.Response.Body.FlushAsync();
                await left.Task;
            },
            protocol == BackendProtocol.Http2 ? HttpProtocols.Http2 : HttpProtocols.Http1
        );
        var (plane, port) = await TransportPlane.StartAsync(
            new() { Protocol = protocol },
            origin.Url
        );
        await using var _ = plane;
        using (
            var client =
                clientVersion == 2
                    ? TransportPlane.Http2Client(port)
                    : new HttpClient { BaseAddress = plane.Url }
        )
        {
            using var answer = await client.GetAsync(
                new Uri("/", UriKind.Relative),
                HttpCompletionOption.ResponseHeadersRead
            );
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await left.Task.WaitAsync(Eventually.Patience);
    }
}
