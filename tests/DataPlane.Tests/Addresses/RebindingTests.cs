using LbPlatform.DataPlane.Tests.Support;

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
