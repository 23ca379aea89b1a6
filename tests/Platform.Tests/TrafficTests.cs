using System.Net;
using System.Security.Cryptography;

namespace LbPlatform.Platform.Tests;

/// <summary>S5, S11 and S12: many at once, what the log tells, and that requests pass unchanged.</summary>
public sealed class TrafficTests : IAsyncLifetime
{
    private PlatformUnderTest _platform = null!;
    private EchoServer[] _servers = [];

    public async Task InitializeAsync()
    {
        _servers = await Task.WhenAll(
            Enumerable.Range(1, 3).Select(n => EchoServer.StartAsync($"e{n}"))
        );
        _platform = await PlatformUnderTest.StartAsync(
            "--DataPlane:AccessLog=true",
            "--DataPlane:BackendHeader=true"
        );
        foreach (var server in _servers)
        {
            await _platform.AddBackendAsync(server.Url, server.Name);
        }
    }

    public async Task DisposeAsync()
    {
        await _platform.DisposeAsync();
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(50)]
    public async Task S5_CurlParallel_AllSucceedEvenly(int most)
    {
        using var directory = new TemporaryDirectory();
        var urls = directory.File("urls.txt");
        await File.WriteAllLinesAsync(
            urls,
            Enumerable.Repeat($"url = \"http://localhost:{_platform.TrafficPort}/\"", 60)
        );

        var (exitCode, output) = await Shell.RunAsync(
            $"curl --silent --fail --parallel --parallel-immediate --parallel-max {most} --config {urls}"
        );

        Assert.Equal(0, exitCode);
        foreach (var server in _servers)
        {
            Assert.Equal(20, Count(output, $"Hello from {server.Name} "));
        }
    }

    [Fact]
    public async Task S11_EveryRequest_TheLogAndAHeaderSayWhichBackendAndTheLogHowLong()
    {
        using var answer = await _platform.Traffic.GetAsync("/where?secret=1");

        var backend = Assert.Single(answer.Headers.GetValues("X-Lb-Backend"));
        await _platform.DataPlane.SaysAsync("\"GET /where HTTP/1.1\" 200");
        var line = _platform.DataPlane.Lines.Single(static l => l.Contains("/where"));
        Assert.Contains($"-> {backend} ", line);
        Assert.Matches(@"\d+(\.\d+)?ms", line);
        Assert.DoesNotContain("secret", line);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    [InlineData(200_000)]
    [InlineData(40_000_000)]
    public async Task S12_BodiesOfAnySize_PassUnchanged(int size)
    {
        var body = RandomNumberGenerator.GetBytes(size);
        using var content = new ByteArrayContent(body);

        using var answer = await _platform.Traffic.PostAsync("/echo", content);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(
            $"-- {size} bytes, sha256 {Convert.ToHexStringLower(SHA256.HashData(body))}",
            await answer.Content.ReadAsStringAsync()
        );
    }

    [Fact]
    public async Task S12_ChunkedPostWithQuery_PassesUnchanged()
    {
        var (exitCode, output) = await Shell.RunAsync(
            $"printf 'a b c' | curl --silent --fail -X PUT -H 'Transfer-Encoding: chunked' --data-binary @- 'http://localhost:{_platform.TrafficPort}/echo/a%2Fb;c?x=1%20+2&y='"
        );

        Assert.Equal(0, exitCode);
        Assert.Contains("PUT /echo/a%2Fb;c?x=1%20+2&y=", output);
        Assert.Contains("a b c", output);
    }

    [Fact]
    public async Task S12_KeepAlive_TwoRequestsUseOneConnection()
    {
        var url = $"http://localhost:{_platform.TrafficPort}/";
        var (_, output) = await Shell.RunAsync($"curl -sv {url} {url} 2>&1");

        Assert.Matches("(?i)re-using existing connection", output);
    }

    private static int Count(string text, string part) =>
        text.Split(part, StringSplitOptions.None).Length - 1;
}
