using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Actions;

public sealed class HeaderEditorTests
{
    [Fact]
    public async Task Route_EditsWhatBackendsAndClientsSee()
    {
        await using var a = new Origin(
            static exchange =>
                exchange.AnswerAsync(
                    "body",
                    fields: "X-Secret: s\r\nX-Old: 1\r\nX-More: 1\r\nContent-Type: x/y\r\n"
                ),
            "a"
        );
        await using var plane = await RunningDataPlane.StartAsync(a);
        await plane.ActAsync(_ =>
            new()
            {
                RequestHeaders = new()
                {
                    Remove = ["X-Debug", "Content-Language"],
                    Set =
                    [
                        new() { Name = "X-Tenant", Value = "t" },
                        new() { Name = "Content-Type", Value = "text/new" },
                    ],
                    Add = [new() { Name = "X-Seen", Value = "two" }],
                },
                ResponseHeaders = new()
                {
                    Remove = ["X-Secret"],
                    Set = [new() { Name = "X-Old", Value = "2" }],
                    Add = [new() { Name = "X-More", Value = "2" }],
                },
            }
        );
        using var client = plane.Connect();

        var answer = await client.SendAsync(
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nX-Debug: 1\r\nX-Tenant: forged\r\nX-Tenant: again\r\n"
                + "X-Seen: one\r\nContent-Type: text/old\r\nContent-Language: de\r\n\r\nhi"
        );

        var head = a.Heads.Single();
        Assert.Null(Wire.FieldOf(head, "X-Debug"));
        Assert.Null(Wire.FieldOf(head, "Content-Language"));
        Assert.Equal("t", Wire.FieldOf(head, "X-Tenant"));
        Assert.DoesNotContain("forged", head, StringComparison.Ordinal);
        Assert.Equal("text/new", Wire.FieldOf(head, "Content-Type"));
        Assert.Equal("one, two", Wire.FieldOf(head, "X-Seen"));
        Assert.Equal("2", Wire.FieldOf(head, "Content-Length"));
        Assert.Equal(200, answer.Status);
        Assert.Null(answer["X-Secret"]);
        Assert.Equal("2", answer["X-Old"]);
        Assert.Contains("X-More: 1\r\nX-More: 2\r\n", answer.Head, StringComparison.Ordinal);
        Assert.Equal("body", answer.Body);
    }
}
