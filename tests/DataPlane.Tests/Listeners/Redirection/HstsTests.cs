using LbPlatform.DataPlane.Listeners.Redirection;
using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Listeners.Redirection;

public sealed class HstsTests
{
    [Theory]
    [InlineData(0, true, true, null)]
    [InlineData(1, false, false, "max-age=86400")]
    [InlineData(365, true, false, "max-age=31536000; includeSubDomains")]
    [InlineData(730, true, true, "max-age=63072000; includeSubDomains; preload")]
    public void FieldOf_Options_IsAsInTheStandard(
        int days,
        bool subdomains,
        bool preload,
        string? expected
    ) =>
        Assert.Equal(
            expected,
            Hsts.FieldOf(
                new()
                {
                    MaxAge = TimeSpan.FromDays(days),
                    IncludeSubdomains = subdomains,
                    Preload = preload,
                }
            )
        );

    [Fact]
    public async Task Answer_OverTls_HasTheFieldOnceWhoeverMadeIt()
    {
        using var files = new TestCertificates();
        files.WritePem("f/a", files.Server("a.test"));
        var port = FreePort.Next();
        await using var origin = new Origin(static exchange =>
            exchange.AnswerAsync("ok", fields: "Strict-Transport-Security: max-age=1\r\n")
        );
        await using var plane = await RunningDataPlane.StartAsync(
            [
                "--DataPlane:Listeners:0:Url",
                $"https://127.0.0.1:{port}",
                "--DataPlane:Listeners:0:Tls:Folder",
                files.File("f"),
                "--DataPlane:Listeners:0:Hsts:MaxAge",
                "365d",
            ],
            origin
        );
        using var client = await TlsClient.ConnectAsync(port, "a.test");
        using var plain = plane.Connect();
        const string get = "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n";

        var ours = await client.SendAsync("GET /# HTTP/1.1\r\nHost: a.test\r\n\r\n");
        using var again = await TlsClient.ConnectAsync(port, "a.test");
        var theirs = await again.SendAsync(get);

        Assert.Equal("max-age=31536000", theirs["Strict-Transport-Security"]);
        Assert.Equal(2, theirs.Head.Split("Strict-Transport-Security").Length);
        Assert.Equal((400, "max-age=31536000"), (ours.Status, ours["Strict-Transport-Security"]));
        Assert.Equal("max-age=1", (await plain.SendAsync(get))["Strict-Transport-Security"]);
    }
}
