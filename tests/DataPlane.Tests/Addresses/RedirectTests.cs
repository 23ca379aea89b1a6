using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Model;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LbPlatform.DataPlane.Tests.Addresses;

/// <summary>A redirect is the client's to follow: a backend that sends one somewhere must not send us there.</summary>
public sealed class RedirectTests
{
    public static TheoryData<int> Statuses => [300, 301, 302, 303, 305, 307, 308];

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Http1_PassesUntouched_AndIsNotFollowed(int status)
    {
        await using var elsewhere = new Origin();
        // In a form that a program which read it would write in another.
        var location = $"HTTP://127.0.0.1:{elsewhere.Port}/%7Ea/../b?x=|{{}}#f%41";
        await using var origin = new Origin(exchange =>
            exchange.AnswerAsync("moved", $"{status} Moved", $"Location: {location}\r\n")
        );
        await using var plane = await RunningDataPlane.StartAsync(origin);
        using var client = plane.Connect();

        foreach (var method in new[] { "GET", "POST" })
        {
            var answer = await client.SendAsync(
                $"{method} /a HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n"
            );
            Assert.Equal(
                (status, location, "moved"),
                (answer.Status, answer["Location"], answer.Body)
            );
        }

        Assert.Equal(2, origin.Heads.Count);
        Assert.Empty(elsewhere.Heads);
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Http2_PassesUntouched_AndIsNotFollowed(int status)
    {
        await using var elsewhere = new Origin();
        var location = $"http://127.0.0.1:{elsewhere.Port}/%7Ea/../b";
        await using var origin = await KestrelOrigin.StartAsync(
            context =>
            {
                context.Response.StatusCode = status;
                context.Response.Headers.Location = location;
                return Task.CompletedTask;
            },
            HttpProtocols.Http2
        );
        var (plane, _) = await TransportPlane.StartAsync(
            new() { Protocol = BackendProtocol.Http2 },
            origin.Url
        );
        await using var _ = plane;
        using var client = plane.Connect();

        var answer = await client.SendAsync("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal((status, location), (answer.Status, answer["Location"]));
        Assert.Empty(elsewhere.Heads);
    }
}
