using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Actions;

public sealed class FixedRouteAnswerTests
{
    [Fact]
    public async Task Route_AnswersByItself()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        await plane.ActAsync(_ =>
            new()
            {
                Answer = new()
                {
                    Status = 503,
                    ContentType = "text/html; charset=utf-8",
                    Body = "<p>Büro zu</p>",
                    Headers = [new() { Name = "Retry-After", Value = "60" }],
                },
                ResponseHeaders = new() { Set = [new() { Name = "X-Edited", Value = "1" }] },
            }
        );
        using var client = plane.Connect();

        var answer = await client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        var head = await client.SendAsync("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
        var posted = await client.SendAsync(
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"
        );

        Assert.Equal(503, answer.Status);
        Assert.Equal("<p>B\u00c3\u00bcro zu</p>", answer.Body);
        Assert.Equal("text/html; charset=utf-8", answer["Content-Type"]);
        Assert.Equal("60", answer["Retry-After"]);
        Assert.Equal("1", answer["X-Edited"]);
        Assert.Equal("15", head["Content-Length"]);
        Assert.Equal("", head.Body);
        Assert.Equal(503, posted.Status);
        Assert.Empty(a.Heads);
    }

    [Fact]
    public async Task Route_AnswersWithoutBody()
    {
        await using var plane = await RunningDataPlane.StartAsync();
        await plane.ActAsync(_ => new() { Answer = new() { Status = 204 } });
        using var client = plane.Connect();

        var answer = await client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Equal(204, answer.Status);
        Assert.Null(answer["Content-Length"]);
        Assert.Null(answer["Content-Type"]);
    }
}
