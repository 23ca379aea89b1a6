using LbPlatform.DataPlane.Actions;
using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Actions;

public sealed class MirrorsTests
{
    [Fact]
    public async Task Route_CopiesRequests_AndThrowsAnswersAway()
    {
        var copied = new TaskCompletionSource<string>();
        await using var a = new Origin(name: "a");
        await using var mirror = new Origin(
            async exchange =>
            {
                var body = await exchange.ReadBodyAsync();
                copied.TrySetResult(System.Text.Encoding.Latin1.GetString(body));
                await exchange.AnswerAsync("mirror", "500 No");
            },
            "mirror"
        );
        await using var plane = await MirroredAsync(a, mirror);
        using var client = plane.Connect();

        var answer = await client.SendAsync(
            "POST /x?y HTTP/1.1\r\nHost: h\r\nContent-Type: text/x\r\nX-Mine: 1\r\nContent-Length: 5\r\n\r\nhello"
        );
        var body = await copied.Task.WaitAsync(Eventually.Patience);

        Assert.Equal((200, "a"), (answer.Status, answer.Body));
        Assert.Equal("hello", body);
        var head = mirror.Heads.Single();
        Assert.StartsWith("POST /x?y HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.Equal("text/x", Wire.FieldOf(head, "Content-Type"));
        Assert.Equal("1", Wire.FieldOf(head, "X-Mine"));
        Assert.Equal("5", Wire.FieldOf(head, "Content-Length"));
        Assert.Equal("127.0.0.1", Wire.FieldOf(head, "X-Forwarded-For"));
    }

    [Fact]
    public async Task Route_CopiesItsPercentage()
    {
        await using var a = new Origin(name: "a");
        await using var mirror = new Origin(name: "mirror");
        await using var plane = await MirroredAsync(a, mirror, percent: 25);

        await plane.GetAsync(40);

        await Eventually.HoldsAsync(() => mirror.Heads.Count == 10, "a quarter is copied");
        Assert.Equal(40, a.Heads.Count);
    }

    [Fact]
    public async Task Route_MirrorHangsOrIsGone_RequestsNoticeNothing()
    {
        var end = new TaskCompletionSource();
        await using var a = new Origin(name: "a");
        await using var mirror = new Origin(_ => end.Task, "mirror");
        await using var plane = await MirroredAsync(a, mirror);
        var mirrors = plane.Service<Mirrors>();

        var bodies = await plane.GetAsync(Mirrors.MostInFlight + 50);

        Assert.All(bodies, static body => Assert.Equal("a", body));
        await Eventually.HoldsAsync(
            () => mirrors.InFlight == Mirrors.MostInFlight,
            "no more than the limit are on their way"
        );
        Assert.Equal(1, plane.Log.Count(4170));

        mirror.Kill();
        end.SetResult();
        await Eventually.HoldsAsync(() => mirrors.InFlight == 0, "failed copies are forgotten");
        Assert.Equal("a", await plane.GetAsync());
    }

    [Fact]
    public async Task Route_BodyIsLongerThanIsKept_OnlyTheRequestItselfIsSent()
    {
        await using var a = new Origin(name: "a");
        await using var mirror = new Origin(name: "mirror");
        await using var plane = await MirroredAsync(a, mirror);
        using var client = plane.Connect();
        var chunk = new string('x', MirrorBody.Longest);

        await client.SendAsync(
            $"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: {chunk.Length + 1}\r\n\r\n{chunk}y"
        );
        await client.SendAsync(
            $"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n{chunk.Length:x}\r\n{chunk}\r\n1\r\ny\r\n0\r\n\r\n"
        );
        await client.SendAsync("GET /last HTTP/1.1\r\nHost: h\r\n\r\n");

        await Eventually.HoldsAsync(() => !mirror.Heads.IsEmpty, "the last one is copied");
        Assert.StartsWith("GET /last ", mirror.Heads.Single(), StringComparison.Ordinal);
        Assert.Equal(3, a.Heads.Count);
    }

    private static async Task<RunningDataPlane> MirroredAsync(
        Origin origin,
        Origin mirror,
        int percent = 100
    )
    {
        var plane = await RunningDataPlane.StartAsync(origin);
        await plane.ActAsync(draft =>
            new()
            {
                Mirror = new() { PoolId = draft.AddPool(mirror), Percent = percent },
            }
        );
        return plane;
    }
}
