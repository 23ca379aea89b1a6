using System.Text.Json;

namespace LbPlatform.Cli.Tests.Up;

public sealed class UpCommandTests : IDisposable
{
    private readonly PlatformHome _home = new();
    private readonly TemporaryDirectory _data = new();
    private readonly HttpClient _client = new();
    private readonly int _control = FreePort.Next();
    private readonly int _admin = FreePort.Next();
    private readonly int _poller = FreePort.Next();
    private readonly int _demo = FreePort.Next();

    public void Dispose()
    {
        _home.Dispose();
        _data.Dispose();
        _client.Dispose();
    }

    [Fact]
    public async Task Up_Demo_StartsAllSeedsAndPrintsOneBanner()
    {
        using var lb = Start("--demo", "--demo-ports", $"{_demo}", "--interval", "1s");
        await lb.PrintsAsync("LbPlatform 0.1.0 is ready after");
        await lb.PrintsAsync("Ask ");

        var backend = Assert.Single(await BackendsAsync());
        var probe = (await ReadAsync("settings")).GetProperty("probe");
        var arguments = await _client.GetStringAsync($"http://127.0.0.1:{_admin}/arguments");

        Assert.Equal("demo-1", backend.GetProperty("name").GetString());
        Assert.Equal($"http://localhost:{_demo}", backend.GetProperty("url").GetString());
        Assert.Equal("1s", probe.GetProperty("interval").GetString());
        Assert.Equal("1s", probe.GetProperty("timeout").GetString());
        Assert.Equal("1s", probe.GetProperty("fastInterval").GetString());
        Assert.Contains("--DataPlane:AccessLog true", arguments);
        Assert.Contains($"--Store:Directory {_data.File("db")}", arguments);
        Assert.Contains("controlplane | ControlPlane listening", lb.Output);
        Assert.Single(lb.Output.Split('\n'), static line => line.Contains("is ready after"));
    }

    [Fact]
    public async Task Up_Interrupted_StopsDataPlaneThenPollerThenControlPlaneThenBackends()
    {
        using var lb = Start("--demo", "--demo-ports", $"{_demo}");
        await lb.PrintsAsync("is ready after");

        lb.Signal("INT");

        Assert.Equal(0, await lb.ExitAsync());
        string[] stops =
        [
            .. lb
                .Output.Split('\n')
                .Where(static line => line.EndsWith(" stopped", StringComparison.Ordinal)),
        ];
        Assert.Equal(4, stops.Length);
        Assert.Contains("DataPlane", stops[0]);
        Assert.Contains("Poller", stops[1]);
        Assert.Contains("ControlPlane", stops[2]);
        Assert.Contains("demo-1", stops[3]);
        Assert.EndsWith("everything has stopped", lb.Error);
        Assert.Empty(Signals.Find("--Store:Directory", _data.File("db")));
    }

    [Fact]
    public async Task Up_SupervisorKilled_LeavesNothingBehind()
    {
        using var lb = Start();
        await lb.PrintsAsync("is ready after");
        Assert.Equal(3, Signals.Find("--Supervised", _data.File("db")).Count);

        lb.Signal("KILL");

        await Eventually.HoldsAsync(
            () => Signals.Find("--Supervised", _data.File("db")).Count == 0,
            "no child is left"
        );
    }

    [Fact]
    public async Task Up_SecondStart_LeavesTheBackendsAlone()
    {
        using (var first = Start("--servers", "localhost:1001,localhost:1002"))
        {
            await first.PrintsAsync("is ready after");
            first.Signal("TERM");
            Assert.Equal(0, await first.ExitAsync());
        }

        using var second = Start("--servers", "localhost:1003");
        await second.PrintsAsync("is ready after");

        Assert.Contains("has backends already", second.Error);
        Assert.Equal(2, (await BackendsAsync()).Count);
    }

    [Fact]
    public async Task Up_BackendRefused_SaysWhyKeepsNoneAndStops()
    {
        using var lb = Start("--servers", "localhost:1001,localhost:9");

        Assert.Equal(1, await lb.ExitAsync());
        Assert.Contains("http://localhost:9: This would loop.", lb.Error);
        Assert.Equal("[]", await File.ReadAllTextAsync(_data.File("db/played.json")));
        Assert.Empty(Signals.Find("--Supervised", _data.File("db")));
    }

    [Fact]
    public async Task Up_ChildCannotStart_SaysSoAndStops()
    {
        Directory.CreateDirectory(_data.File("db"));
        await File.WriteAllTextAsync(_data.File("db/refuse-Poller"), "");
        using var lb = Start();

        Assert.Equal(1, await lb.ExitAsync());
        Assert.Contains("poller       | Poller was told to refuse.", lb.Output);
        Assert.Contains("poller cannot start (exit code 1); its lines above say why.", lb.Error);
        Assert.Empty(Signals.Find("--Supervised", _data.File("db")));
    }

    [Fact]
    public async Task Up_SeveralObstacles_NamesAllOfThem()
    {
        File.Delete(Path.Combine(_home.Path, "Poller", "LbPlatform.Poller.dll"));
        var file = _data.File("file");
        await File.WriteAllTextAsync(file, "");
        using var lb = RunningCommand.Start(_home.Path, [.. PortFlags(), "--data", $"{file}/db"]);

        Assert.Equal(1, await lb.ExitAsync());
        var lines = lb.Error.Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Contains("LbPlatform.Poller.dll is missing. Build it", lines[0]);
        Assert.Contains("Cannot write to the data directory", lines[1]);
    }

    private RunningCommand Start(params string[] more) =>
        RunningCommand.Start(_home.Path, [.. PortFlags(), "--data", _data.File("db"), .. more]);

    private string[] PortFlags() =>
        [
            "up",
            "--port",
            $"{FreePort.Next()}",
            "--control-port",
            $"{_control}",
            "--admin-port",
            $"{_admin}",
            "--poller-port",
            $"{_poller}",
        ];

    private async Task<IReadOnlyList<JsonElement>> BackendsAsync() =>
        [.. (await ReadAsync("backends")).GetProperty("items").EnumerateArray()];

    private async Task<JsonElement> ReadAsync(string path) =>
        JsonElement.Parse(await _client.GetStringAsync($"http://127.0.0.1:{_control}/{path}"));
}
