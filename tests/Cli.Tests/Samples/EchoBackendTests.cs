using System.Net;
using LbPlatform.Cli.Programs;
using LbPlatform.Cli.Supervision;

namespace LbPlatform.Cli.Tests.Samples;

public sealed class EchoBackendTests : IAsyncLifetime
{
    private readonly int _port = FreePort.Next();
    private readonly HttpClient _client = new();
    private readonly ReadinessProbe _probe = new();
    private ChildProcess _echo = null!;

    public async Task InitializeAsync()
    {
        _client.BaseAddress = new Uri($"http://localhost:{_port}");
        var plan = new ChildPlan
        {
            Name = "echo",
            Assembly = ProgramFiles.OfProcess().AssemblyOf(ProgramFiles.EchoBackend),
            Arguments = ["--Supervised", "true", "--port", $"{_port}", "--name", "demo-7"],
            Ready = new Uri(_client.BaseAddress, "/readyz"),
            StopStage = 0,
        };
        _echo = ChildProcess.Start(plan, ProgramFiles.Dotnet, static _ => { }, TimeProvider.System);
        await Eventually.HoldsAsync(
            async () => await _probe.AskAsync(plan.Ready, CancellationToken.None) is null,
            "the echo backend is ready"
        );
    }

    public async Task DisposeAsync()
    {
        _echo.AskToStop();
        Assert.Equal(0, await _echo.Exited);
        _echo.Dispose();
        _client.Dispose();
        _probe.Dispose();
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("POST", "/any/path?q=1")]
    [InlineData("DELETE", "/x")]
    public async Task AnyPath_AnyMethod_Greets(string method, string path)
    {
        var (status, body) = await SendAsync(method, path);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal($"Hello from demo-7 (:{_port})\n", body);
    }

    [Theory]
    [InlineData("/ping")]
    [InlineData("/health")]
    [InlineData("/health-check")]
    public async Task HealthPath_Well_Is200(string path) =>
        Assert.Equal((HttpStatusCode.OK, "ok\n"), await SendAsync("GET", path));

    [Fact]
    public async Task BothLoopbackAddresses_Listen()
    {
        Assert.Equal("ok\n", await _client.GetStringAsync($"http://127.0.0.1:{_port}/ping"));
        Assert.Equal("ok\n", await _client.GetStringAsync($"http://[::1]:{_port}/ping"));
    }

    [Fact]
    public async Task Fail_ThenRecover_Answers500InBetween()
    {
        await SendAsync("POST", "/_demo/fail");
        Assert.Equal(HttpStatusCode.InternalServerError, (await SendAsync("GET", "/")).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await SendAsync("GET", "/ping")).Status);

        await SendAsync("POST", "/_demo/recover");
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("GET", "/ping")).Status);
    }

    [Fact]
    public async Task Delay_HoldsAnswersUntilRecovered()
    {
        await SendAsync("POST", "/_demo/delay?ms=600000");
        using var patience = new CancellationTokenSource();
        var slow = _client.GetAsync("/", patience.Token);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("POST", "/_demo/recover")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("GET", "/")).Status);

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?ms=-1")]
    [InlineData("?ms=600001")]
    [InlineData("?ms=soon")]
    public async Task Delay_Malformed_IsRefused(string query)
    {
        var (status, body) = await SendAsync("POST", $"/_demo/delay{query}");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("POST /_demo/delay?ms=500", body);
    }

    [Fact]
    public async Task Echo_Request_IsRepeated()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/echo/a/b?c=d")
        {
            Content = new StringContent("hello"),
            Headers = { { "X-One", "1" } },
        };

        using var answer = await _client.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();

        Assert.StartsWith("PUT /echo/a/b?c=d HTTP/1.1\n", body);
        Assert.Contains("\nX-One: 1\n", body);
        Assert.Contains("\n\nhello\n-- 5 bytes, sha256 2cf24dba", body);
    }

    [Fact]
    public async Task Echo_LongBody_IsRepeatedToItsBoundAndCounted()
    {
        const int Length = 3 * 1024 * 1024;
        using var content = new StringContent(new string('x', Length));

        using var answer = await _client.PostAsync("/echo", content);
        var body = await answer.Content.ReadAsStringAsync();

        Assert.Contains($"x\n-- {Length} bytes, sha256 ", body);
        Assert.InRange(body.Length, 1024 * 1024, 1024 * 1024 + 1024);
    }

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await _client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
