using LbPlatform.Cli.CommandLine;
using LbPlatform.Cli.Terminal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace LbPlatform.Cli.Tests.Resources;

public sealed class ResourceCommandTests : IAsyncLifetime
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly string _server = $"http://127.0.0.1:{FreePort.Next()}";
    private readonly WebApplication _app;
    private string _sent = "";

    private const string Drained =
        """{"name":"idle","drain":{"state":"drained","deadline":"2026-01-31T12:00:30.000Z","nodes":[{"node":"dp","inFlight":0}]}}""";

    private const string Draining =
        """{"name":"used","drain":{"state":"draining","deadline":"2026-01-31T12:00:30.000Z","nodes":[{"node":"dp","inFlight":2},{"node":"other"}]}}""";

    public ResourceCommandTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(_server);
        _app = builder.Build();
        var backend = new
        {
            name = "a",
            url = "http://b:1",
            weight = 7,
        };
        _app.MapGet("/backends", () => new { items = new[] { backend } });
        _app.MapGet("/backends/a", () => backend);
        _app.MapPost(
            "/backends",
            async (HttpRequest request) =>
            {
                await KeepAsync(request);
                return Results.Created("/backends/a", backend);
            }
        );
        _app.MapDelete(
            "/backends/a",
            (HttpRequest request) =>
            {
                _sent = request.QueryString.Value ?? "";
                return Results.NoContent();
            }
        );
        _app.MapDelete("/backends/used", static () => Results.Text("{}", statusCode: 202));
        _app.MapPatch("/backends/a", KeepAsync);
        _app.MapPost(
            "/backends/{name}/drain",
            (HttpRequest request, string name) =>
            {
                _sent = request.QueryString.Value ?? "";
                return Results.Text(name == "idle" ? Drained : Draining);
            }
        );
        _app.MapDelete("/backends/busy", static () => Results.Problem("Busy.", statusCode: 503));
        _app.MapGet(
            "/pools",
            static () =>
                Results.Text(
                    """{"items":[{"name":"api","balancing":{"policy":"random"},"transport":{"protocol":"http2"},"backends":3}]}"""
                )
        );
        _app.MapGet(
            "/routes",
            static () =>
                Results.Text(
                    """{"items":[{"name":"api","pool":"p","priority":1,"match":{"hosts":["a.test","*.b.test"],"path":"/api"}},{"name":"split","priority":0,"match":{"path":"/"},"action":{"split":{"pools":[{"pool":"x"},{"pool":"y"}]}}},{"name":"moved","action":{"redirect":{}}},{"name":"closed","action":{"answer":{"status":403}}}]}"""
                )
        );
        _app.MapPost("/pools", KeepAsync);
        _app.MapPost("/routes", KeepAsync);
        _app.MapFallback(static () => Results.Problem("No such backend.", statusCode: 404));
    }

    public Task InitializeAsync() => _app.StartAsync(CancellationToken.None);

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData(
        "list",
        0,
        "NAME  URL         POOL  WEIGHT  STATE  HEALTH\na     http://b:1  -     7       -      -\n"
    )]
    [InlineData("add b:1", 0, "a added\n")]
    [InlineData("remove a", 0, "a removed\n")]
    [InlineData("remove used", 0, "used drains, and is removed once nothing is in flight\n")]
    [InlineData("drain idle --wait 1s", 0, "idle is drained\n")]
    [InlineData(
        "drain used",
        0,
        "used drains until 12:00:30Z: dp has 2 in flight, other has not said yet\n"
    )]
    public async Task Verb_Answered_PrintsTheResult(string verb, int exitCode, string output)
    {
        Assert.Equal(exitCode, await RunAsync(verb));
        Assert.Equal(output, _output.ToString());
        Assert.Empty(_error.ToString());
    }

    [Theory]
    [InlineData("pools list", "NAME  POLICY  PROTOCOL  BACKENDS\napi   random  http2     3\n")]
    [InlineData(
        "routes list",
        "NAME    PRIORITY  HOSTS             PATH  ANSWERED BY\napi     1         a.test, *.b.test  /api  p\nsplit   0         -                 /     x, y\nmoved   -         -                 -     redirect\nclosed  -         -                 -     403\n"
    )]
    public async Task List_OtherNoun_ShowsItsTable(string verb, string output)
    {
        Assert.Equal(0, await RunAsync(verb, ""));
        Assert.Equal(output, _output.ToString());
    }

    [Theory]
    [InlineData("pools add api", """{"name":"api"}""")]
    [InlineData(
        "pools add api --policy random",
        """{"name":"api","balancing":{"policy":"random"}}"""
    )]
    [InlineData(
        "routes add api --pool p --host a.test --host b.test --path /api --priority 2",
        """{"name":"api","pool":"p","priority":2,"match":{"hosts":["a.test","b.test"],"path":"/api"}}"""
    )]
    [InlineData("backends enable a", """{"administrativeState":"enabled"}""")]
    [InlineData(
        "backends add b:1 --tier 1 --zone zone-a",
        """{"url":"http://b:1","tier":1,"zone":"zone-a"}"""
    )]
    [InlineData("routes add all --pool p", """{"name":"all","pool":"p","match":{}}""")]
    public async Task Write_SendsWhatWasSaid(string verb, string body)
    {
        Assert.Equal(0, await RunAsync(verb, "", " -o json"));
        Assert.Equal(body, _sent);
        Assert.StartsWith("{\n", _output.ToString());
    }

    [Theory]
    [InlineData("drain idle", "?wait=0s")]
    [InlineData("drain idle --wait 1m --timeout 90s", "?wait=1m&timeout=1m30s")]
    [InlineData("remove a", "")]
    [InlineData("remove a --now", "?drain=false")]
    public async Task Verb_SaysItInTheQuery(string verb, string query)
    {
        Assert.Equal(0, await RunAsync(verb));
        Assert.Equal(query, _sent);
    }

    [Theory]
    [InlineData("show a")]
    [InlineData("add b:1 -o json")]
    public async Task Verb_Json_PrintsTheAnswer(string verb)
    {
        Assert.Equal(0, await RunAsync(verb));
        Assert.Equal(
            "{\n  \"name\": \"a\",\n  \"url\": \"http://b:1\",\n  \"weight\": 7\n}\n",
            _output.ToString()
        );
    }

    [Theory]
    [InlineData("show x", 3, "No such backend.")]
    [InlineData("remove x", 3, "No such backend.")]
    [InlineData("remove busy", 1, "Busy.")]
    [InlineData("drain used --wait 1s", 1, "used drains until 12:00:30Z: dp has 2 in flight,")]
    [InlineData("drain a --wait 6m", 2, "--wait 6m is out of bounds; give 0s to 5m.")]
    [InlineData("drain a --timeout 5", 2, "--timeout '5' is no duration. Did you mean '5s'?")]
    [InlineData("add b", 2, "'b' names no port.")]
    [InlineData("list -o yaml", 2, "--output 'yaml' is unknown; give table or json.")]
    [InlineData("list --server nowhere", 2, "--server: 'nowhere' is not an absolute http(s) URL.")]
    [InlineData("list --server http://127.0.0.1:1", 5, "Cannot reach the control plane at ")]
    public async Task Verb_Failed_OneLineAndItsExitCode(string verb, int exitCode, string error)
    {
        Assert.Equal(exitCode, await RunAsync(verb));
        Assert.StartsWith(error, _error.ToString());
        Assert.Single(_error.ToString().TrimEnd().Split('\n'));
        Assert.Empty(_output.ToString());
    }

    private async Task<IResult> KeepAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        _sent = await reader.ReadToEndAsync();
        return Results.Text(_sent, "application/json");
    }

    private Task<int> RunAsync(string verb, string noun = "backends ", string form = "")
    {
        var server = verb.Contains("--server") ? "" : $" --server {_server}";
        return LbCommand.RunAsync(
            $"{noun}{verb}{server}{form}".Split(' '),
            new Screen(_output, _error, IsColoured: false)
        );
    }
}
