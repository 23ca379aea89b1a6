using LbPlatform.Cli.CommandLine;
using LbPlatform.Cli.Terminal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace LbPlatform.Cli.Tests.Explain;

public sealed class ExplainCommandTests : IAsyncLifetime
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly string _server = $"http://127.0.0.1:{FreePort.Next()}";
    private readonly WebApplication _app;
    private string _sent = "";

    public ExplainCommandTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(_server);
        _app = builder.Build();
        _app.MapPost(
            "/explain",
            async (HttpRequest request) =>
            {
                using var body = new StreamReader(request.Body);
                _sent = $"{request.QueryString}{await body.ReadToEndAsync()}";
                return Results.Text("""{"node":"dp","revision":7,"route":"shop","pools":[]}""");
            }
        );
    }

    public Task InitializeAsync() => _app.StartAsync(CancellationToken.None);

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Explain_WithEverything_AsksForIt()
    {
        var exitCode = await RunAsync(
            "explain",
            "PUT",
            "https://shop.test/a?b",
            "-H",
            "X-User: u1",
            "--client",
            "10.0.0.1",
            "--node",
            "dp"
        );

        Assert.Equal(0, exitCode);
        Assert.Equal(
            """?node=dp{"method":"PUT","scheme":"https","host":"shop.test","path":"/a?b","headers":{"X-User":"u1"},"client":"10.0.0.1"}""",
            _sent
        );
        Assert.Contains("  route       shop", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_Json_PrintsTheAnswer()
    {
        Assert.Equal(0, await RunAsync("explain", "http://shop.test/", "--json"));
        Assert.StartsWith("{\n  \"node\": \"dp\"", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_WrongHeader_IsAUsageError()
    {
        Assert.Equal(
            ExitCode.Usage,
            await RunAsync("explain", "http://shop.test/", "-H", "nonsense")
        );
        Assert.Contains("no name", _error.ToString(), StringComparison.Ordinal);
    }

    private Task<int> RunAsync(params string[] args) =>
        LbCommand.RunAsync(
            [.. args, "--server", _server],
            new Screen(_output, _error, IsColoured: false)
        );
}
