using System.Text.Json;
using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Diagnostics;

/// <summary>Requests logged as JSON into a file, as the process writes them.</summary>
public sealed class RequestLogTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Json_RetriedRequest_NamesEachTryWithItsTimes()
    {
        var file = _directory.File("requests.log");
        await using var bad = new Origin(name: "bad");
        await using var good = new Origin(name: "good");
        bad.Kill();
        await using var plane = await RunningDataPlane.StartAsync(
            ["--DataPlane:AccessLog", "true", .. Settings(file)],
            bad,
            good
        );

        await plane.GetAsync("/some/path?secret=1");
        await plane.GetAsync("/next");
        await Eventually.HoldsAsync(
            () => File.Exists(file) && Lines(file).Length >= 2,
            "both requests are logged"
        );

        var retried = Lines(file)
            .Select(static line => JsonDocument.Parse(line).RootElement)
            .Single(static line => line.GetProperty("tries").GetArrayLength() == 2);
        Assert.Equal("127.0.0.1", retried.GetProperty("client").GetString());
        Assert.Equal("GET", retried.GetProperty("method").GetString());
        Assert.DoesNotContain("secret", retried.GetRawText(), StringComparison.Ordinal);
        Assert.Equal($"127.0.0.1:{plane.Port}", retried.GetProperty("host").GetString());
        Assert.Equal("default", retried.GetProperty("route").GetString());
        Assert.Equal("default", retried.GetProperty("pool").GetString());
        Assert.Equal(200, retried.GetProperty("status").GetInt32());
        Assert.Equal("good".Length, retried.GetProperty("bytes").GetInt32());
        var first = retried.GetProperty("tries")[0];
        var second = retried.GetProperty("tries")[1];
        Assert.Equal(
            "bad refused",
            $"{first.GetProperty("backend")} {first.GetProperty("outcome")}"
        );
        Assert.False(first.TryGetProperty("firstByteMs", out _));
        Assert.Equal("good ok", $"{second.GetProperty("backend")} {second.GetProperty("outcome")}");
        Assert.Equal(200, second.GetProperty("status").GetInt32());
        var firstByte = second.GetProperty("firstByteMs").GetDouble();
        Assert.InRange(firstByte, 0, second.GetProperty("totalMs").GetDouble());
        Assert.InRange(
            second.GetProperty("totalMs").GetDouble(),
            0,
            retried.GetProperty("totalMs").GetDouble()
        );
    }

    [Fact]
    public async Task Json_RequestWithoutPool_HasItsError()
    {
        var file = _directory.File("requests.log");
        await using var plane = await RunningDataPlane.StartAsync([
            "--DataPlane:AccessLog",
            "true",
            .. Settings(file),
        ]);

        using var answer = await plane.Client.GetAsync(plane.Url);
        await Eventually.HoldsAsync(
            () => File.Exists(file) && Lines(file).Length == 1,
            "the request is logged"
        );

        var line = JsonDocument.Parse(Lines(file)[0]).RootElement;
        Assert.Equal("no_backend_configured", line.GetProperty("error").GetString());
        Assert.Equal(503, line.GetProperty("status").GetInt32());
        Assert.Equal(0, line.GetProperty("tries").GetArrayLength());
    }

    [Fact]
    public async Task File_NotWritable_CostsNoRequestAndIsSaidOnce()
    {
        await File.WriteAllTextAsync(_directory.File("blocked"), "");
        await using var good = new Origin(name: "good");
        await using var plane = await RunningDataPlane.StartAsync(
            ["--DataPlane:AccessLog", "true", .. Settings(_directory.File("blocked/requests.log"))],
            good
        );

        var bodies = await plane.GetAsync(20);
        await Eventually.HoldsAsync(() => plane.Log.Count(4182) == 1, "it is said");

        Assert.All(bodies, static body => Assert.Equal("good", body));
        Assert.Equal(1, plane.Log.Count(4182));
    }

    private static string[] Settings(string file) =>
        ["--DataPlane:RequestLog:Format", "Json", "--DataPlane:RequestLog:File", file];

    private static string[] Lines(string file)
    {
        using var stream = new FileStream(
            file,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete
        );
        using var text = new StreamReader(stream);
        return text.ReadToEnd().Split('\n')[..^1];
    }
}
