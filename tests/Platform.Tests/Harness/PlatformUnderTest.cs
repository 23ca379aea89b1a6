using System.Net.Http.Json;
using System.Text.Json;

namespace LbPlatform.Platform.Tests.Harness;

/// <summary>The three processes on free ports over a store of their own, started as a person would start each.</summary>
internal sealed class PlatformUnderTest : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<string, RealProcess> _processes = [];
    private readonly string[] _dataPlaneSettings;

    private PlatformUnderTest(string[] dataPlaneSettings) => _dataPlaneSettings = dataPlaneSettings;

    public int TrafficPort { get; } = FreePort.Next();

    public int ApiPort { get; } = FreePort.Next();

    public int DataPlaneAdminPort { get; } = FreePort.Next();

    public int PollerAdminPort { get; } = FreePort.Next();

    public string Directory => _directory.Path;

    public string HealthFile => _directory.File("health.db");

    public string ConfigurationFile => _directory.File("config.db");

    public HttpClient Api { get; private set; } = new();

    public HttpClient Traffic { get; private set; } = new();

    public RealProcess ControlPlane => _processes["ControlPlane"];

    public RealProcess DataPlane => _processes["DataPlane"];

    public RealProcess Poller => _processes["Poller"];

    public static async Task<PlatformUnderTest> StartAsync(params string[] dataPlaneSettings)
    {
        var platform = new PlatformUnderTest(dataPlaneSettings);
        platform.Api = new()
        {
            BaseAddress = new($"http://127.0.0.1:{platform.ApiPort}"),
            Timeout = TimeSpan.FromSeconds(20),
        };
        platform.Traffic = new()
        {
            BaseAddress = new($"http://127.0.0.1:{platform.TrafficPort}"),
            Timeout = TimeSpan.FromSeconds(20),
        };
        try
        {
            await platform.StartControlPlaneAsync();
            await Task.WhenAll(platform.StartDataPlaneAsync(), platform.StartPollerAsync());
            return platform;
        }
        catch
        {
            // A test that cannot begin leaves no processes behind.
            await platform.DisposeAsync();
            throw;
        }
    }

    public Task StartControlPlaneAsync() =>
        StartAsync("ControlPlane", ApiPort, $"--ControlPlane:Url=http://127.0.0.1:{ApiPort}");

    public Task StartDataPlaneAsync() =>
        StartAsync(
            "DataPlane",
            DataPlaneAdminPort,
            [
                $"--DataPlane:Url=http://127.0.0.1:{TrafficPort}",
                $"--DataPlane:AdminUrl=http://127.0.0.1:{DataPlaneAdminPort}",
                $"--DataPlane:ControlPlaneUrl=http://127.0.0.1:{ApiPort}",
                .. _dataPlaneSettings,
            ]
        );

    public Task StartPollerAsync() =>
        StartAsync(
            "Poller",
            PollerAdminPort,
            $"--Poller:AdminUrl=http://127.0.0.1:{PollerAdminPort}",
            $"--Poller:ControlPlaneUrl=http://127.0.0.1:{ApiPort}"
        );

    /// <summary>Short times, so that a test need not wait ten seconds for a probe.</summary>
    public async Task ProbeFastAsync(string path = "/")
    {
        using var answer = await Api.PatchAsJsonAsync(
            "/settings",
            new
            {
                probe = new
                {
                    path,
                    interval = "300ms",
                    fastInterval = "100ms",
                    timeout = "300ms",
                },
            }
        );
        await EnsureSuccessAsync(answer);
    }

    public async Task AddBackendAsync(string url, string? name = null)
    {
        using var answer = await Api.PostAsJsonAsync("/backends", new { url, name });
        await EnsureSuccessAsync(answer);
    }

    public async Task<string> HealthOfAsync(string backend)
    {
        var health = await Api.GetFromJsonAsync<JsonElement>($"/backends/{backend}/health");
        return health.GetProperty("status").GetString() ?? "";
    }

    public Task BecomesAsync(string backend, string status) =>
        Eventually.HoldsAsync(
            async () => await HealthOfAsync(backend) == status,
            $"{backend} is {status}"
        );

    public async Task<string> GetAsync(string path = "/") => await Traffic.GetStringAsync(path);

    public async Task<string> ReadyzAsync(int port)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/readyz"));
        return await answer.Content.ReadAsStringAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes.Values)
        {
            await process.DisposeAsync();
        }

        Api.Dispose();
        Traffic.Dispose();
        _directory.Dispose();
    }

    public static async Task EnsureSuccessAsync(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException(
                $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}"
            );
        }
    }

    private async Task StartAsync(string project, int readyPort, params string[] settings)
    {
        if (_processes.Remove(project, out var former))
        {
            await former.DisposeAsync();
        }

        var process = RealProcess.Start(
            Repository.Program(project),
            [$"--Store:Directory={_directory.Path}", .. settings]
        );
        _processes[project] = process;
        await Ready.WaitAsync(readyPort, process);
    }
}
