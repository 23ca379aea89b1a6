using System.Text;
using LbPlatform.DataPlane.Tests.Listeners.ProxyProtocol;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Transport;

/// <summary>
/// The PROXY protocol in front of TLS, on both sides, with connections that the backend ends: what is sent again goes over a
/// new connection, which begins with the same client's address.
/// </summary>
public sealed class ProxiedTlsTests
{
    private const string Client = "192.0.2.1:56324";

    private static readonly byte[] Greeting = ProxyBytes.V1(
        "PROXY TCP4 192.0.2.1 127.0.0.1 56324 443"
    );

    [Theory]
    [InlineData(ProxyProtocol.V1, "v1")]
    [InlineData(ProxyProtocol.V2, "v2")]
    public async Task Backend_EndsEachConnectionUnanswered_WhatIsSafeIsSentAgainForTheSameClient(
        ProxyProtocol version,
        string word
    )
    {
        await using var plane = await StartAsync();
        await using var origin = new ProxyOrigin(plane.NewBackendCertificate(), answers: 1);
        await plane.AddAsync(origin.Url, new() { ProxyProtocol = version });
        using var client = await TlsClient.ConnectAsync(plane.Port, "a.test", before: Greeting);

        for (var n = 0; n < 5; n++)
        {
            var answer = await client.SendAsync($"GET /{n} HTTP/1.1\r\nHost: a.test\r\n\r\n");
            Assert.Equal((200, $"{word} {Client}"), (answer.Status, answer.Body));
        }

        // The first, then each request twice: on the connection that its backend ends, and on the next.
        Assert.Equal(9, origin.Requests.Count);
        Assert.All(Greetings(origin), from => Assert.Equal($"{word} {Client}", from));
        Assert.Equal(5, Greetings(origin).Length);
    }

    [Theory]
    [InlineData("Content-Length: 2\r\n\r\nhi")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n")]
    [InlineData("Content-Length: 0\r\n\r\n")]
    public async Task Backend_EndsAConnectionUnanswered_NothingUnsafeIsSentAgain(string rest)
    {
        await using var plane = await StartAsync();
        await using var origin = new ProxyOrigin(plane.NewBackendCertificate(), answers: 1);
        await plane.AddAsync(origin.Url, new() { ProxyProtocol = ProxyProtocol.V2 });
        using var client = await TlsClient.ConnectAsync(plane.Port, "a.test", before: Greeting);

        await client.SendAsync("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n");
        var lost = await client.SendAsync($"POST /once HTTP/1.1\r\nHost: a.test\r\n{rest}");
        var next = await client.SendAsync("GET /next HTTP/1.1\r\nHost: a.test\r\n\r\n");

        Assert.Equal((502, "reset"), (lost.Status, lost["X-Lb-Error"]));
        Assert.Equal((200, $"v2 {Client}"), (next.Status, next.Body));
        Assert.Single(
            origin.Requests,
            static line => line.StartsWith("POST", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Http2Client_BehindAProxy_IsWhoItsHeaderSays_OnEveryStream()
    {
        await using var plane = await StartAsync();
        await using var origin = new ProxyOrigin(plane.NewBackendCertificate(), answers: 2);
        await plane.AddAsync(origin.Url, new() { ProxyProtocol = ProxyProtocol.V2 });
        using var client = await Http2Client.ConnectAsync(plane.Port, "a.test", before: Greeting);

        for (var stream = 1; stream < 20; stream += 2)
        {
            var frames = await client.AskAsync(stream, Http2Client.Request(scheme: "https"));

            Assert.Contains(frames, static frame => frame.IsOk);
            Assert.Equal(
                $"v2 {Client}",
                Encoding.ASCII.GetString([
                    .. frames
                        .Where(static frame => frame.Type == Http2Client.Data)
                        .SelectMany(static frame => frame.Payload),
                ])
            );
        }

        client.Dispose();
        await Eventually.HoldsAsync(() => origin.Open == 0, "its connections end with it");
    }

    /// <summary>What connections began with, without how they ended.</summary>
    private static string[] Greetings(ProxyOrigin origin) =>
        [.. origin.Greetings.Where(static one => one.StartsWith('v'))];

    private static Task<SecurePlane> StartAsync() =>
        SecurePlane.StartAsync(["ProxyProtocol=Required", "ProxyProtocolFrom:0=127.0.0.0/8"]);
}
