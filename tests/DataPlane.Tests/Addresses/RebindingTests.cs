using System.Collections.Concurrent;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Addresses;

/// <summary>
/// A name that means a server of ours when it is written, and something else when it is connected to. 0.0.0.0 stands
/// for the forbidden addresses, because it reaches a server on loopback where nothing stops it.
/// </summary>
public sealed class RebindingTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    [Fact]
    public async Task Name_TurnsForbidden_IsNotConnectedTo_AndSaidOnce()
    {
        await using var origin = new Origin(AnswerOnceAsync);
        var names = new FakeNames().Set("shop.test", "127.0.0.1");
        await using var plane = await StartAsync(names, $"http://shop.test:{origin.Port}");
        using var client = plane.Connect();

        var before = await client.SendAsync(Get);
        names.Set("shop.test", "0.0.0.0");
        var refused = new[] { await client.SendAsync(Get), await client.SendAsync(Get) };
        var post = await client.SendAsync(
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi"
        );
        names.Set("shop.test", "127.0.0.1");
        var after = await client.SendAsync(Get);

        Assert.Equal((200, 200), (before.Status, after.Status));
        Assert.All(
            [.. refused, post],
            static answer =>
                Assert.Equal((502, "forbidden_address"), (answer.Status, answer["X-Lb-Error"]))
        );
        Assert.DoesNotContain("0.0.0.0", post.Body, StringComparison.Ordinal);
        Assert.Equal(2, origin.Heads.Count);
        Assert.Contains(
            "Not connecting to shop.test: no backend may be there, 0.0.0.0 is the unspecified address",
            Assert.Single(plane.Log.Of(4128)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            plane.Log.Of(4001),
            static l => l.Contains("forbidden_address (0.0.0.0 is")
        );
    }

    [Fact]
    public async Task Name_TurnsForbidden_AnotherBackendAnswers_AlsoAPost()
    {
        await using var rebound = new Origin(AnswerOnceAsync);
        await using var good = new Origin(name: "good");
        var names = new FakeNames().Set("shop.test", "0.0.0.0");
        await using var plane = await StartAsync(
            names,
            $"http://shop.test:{rebound.Port}",
            good.Url
        );
        using var client = plane.Connect();

        for (var n = 0; n < 4; n++)
        {
            var answer = await client.SendAsync(
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi"
            );
            Assert.Equal((200, "good"), (answer.Status, answer.Body));
        }

        Assert.Empty(rebound.Heads);
        Assert.Contains("b1 left out", Assert.Single(plane.Log.Of(4022)), StringComparison.Ordinal);
        Assert.Equal(0, plane.Log.Count(4001));
    }

    [Fact]
    public async Task Name_SomeForbidden_TheOthersServe()
    {
        await using var origin = new Origin(AnswerOnceAsync);
        var names = new FakeNames().Set("shop.test", "169.254.169.254", "127.0.0.1", "ff02::1%1");
        await using var plane = await StartAsync(names, $"http://shop.test:{origin.Port}");

        Assert.Equal(["fine", "fine", "fine"], await plane.GetAsync(3));
        Assert.Contains(
            "shop.test has an address where no backend may be: 169.254.169.254 is",
            Assert.Single(plane.Log.Of(4129)),
            StringComparison.Ordinal
        );
    }

    /// <summary>We connect to an address; what the backend must prove is still its name.</summary>
    [Fact]
    public async Task Https_IsAskedForAndJudgedByItsName()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue(["shop.test"]);
        var asked = new ConcurrentQueue<string?>();
        await using var origin = await KestrelOrigin.StartAsync(
            static context => context.Response.Body.WriteAsync("fine"u8.ToArray()).AsTask(),
            certificate: certificate,
            tls: options =>
            {
                options.ServerCertificateSelector = (_, name) =>
                {
                    asked.Enqueue(name);
                    return certificate;
                };
            }
        );
        var names = new FakeNames()
            .Set("shop.test", "169.254.169.254", "127.0.0.1")
            .Set("other.test", "127.0.0.1");
        await using var plane = await StartAsync(names, $"https://shop.test:{origin.Port}");
        await plane.SetTransportAsync(new() { Tls = new() { Ca = authority.Pem } });

        var right = await plane.GetAsync();
        await plane.EditAsync(draft =>
            draft.Put(
                draft.Snapshot.Backends.Find("b1")! with
                {
                    Url = BackendUrl.Parse($"https://other.test:{origin.Port}"),
                }
            )
        );
        using var client = plane.Connect();
        var wrong = await client.SendAsync(Get);

        Assert.Equal("fine", right);
        Assert.Equal((503, "connect_failed"), (wrong.Status, wrong["X-Lb-Error"]));
        Assert.Equal(["shop.test", "other.test"], asked);
    }

    [Fact]
    public async Task WebSocket_NameTurnsForbidden_IsRefusedToo()
    {
        await using var origin = new Origin();
        var names = new FakeNames().Set("shop.test", "0.0.0.0");
        await using var plane = await StartAsync(names, $"http://shop.test:{origin.Port}");
        using var client = plane.Connect();

        var answer = await client.SendAsync(
            "GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );

        Assert.Equal((502, "forbidden_address"), (answer.Status, answer["X-Lb-Error"]));
        Assert.Empty(origin.Heads);
    }

    /// <summary>Ends the connection, so that the next request needs another.</summary>
    private static Task AnswerOnceAsync(OriginExchange exchange)
    {
        exchange.Close();
        return exchange.AnswerAsync("fine", fields: "Connection: close\r\n");
    }

    private static async Task<RunningDataPlane> StartAsync(FakeNames names, params string[] urls)
    {
        var plane = await RunningDataPlane.StartAsync(names, []);
        await plane.EditAsync(draft =>
        {
            foreach (var (at, url) in urls.Index())
            {
                RunningDataPlane.Add(draft, $"b{at + 1}", url);
            }
        });
        return plane;
    }
}
