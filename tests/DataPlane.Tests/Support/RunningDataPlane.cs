using LbPlatform.DataPlane.Configuration;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State;
using LbPlatform.State.Addresses;
using LbPlatform.State.Health;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;
using LbPlatform.State.Store;
using LbPlatform.State.Store.Configuration;
using LbPlatform.State.Store.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LbPlatform.DataPlane.Tests.Support;

/// <summary>
/// The real process in this one: its own host on free ports, over a real store that the test writes as ControlPlane and
/// Poller do.
/// </summary>
internal sealed class RunningDataPlane : IAsyncDisposable
{
    private readonly HttpClient _client = new(
        new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }
    );

    private readonly string[] _settings;
    private ConfigurationStore? _store;
    private HealthStore? _health;
    private IHost? _app;

    private RunningDataPlane(TemporaryDirectory directory, string[] settings)
    {
        Directory = directory;
        _settings = settings;
        Store = new StoreOptions { Directory = directory.Path };
    }

    public TemporaryDirectory Directory { get; }

    public StoreOptions Store { get; }

    public int Port { get; } = FreePort.Next();

    public int AdminPort { get; } = FreePort.Next();

    /// <summary>The clock of ejections, where the test moves it itself.</summary>
    public TimeProvider? EjectionTime { get; private init; }

    /// <summary>What names of backends mean, where the test says it.</summary>
    public FakeNames? Names { get; private init; }

    /// <summary>What the test puts into the process in place of what is there.</summary>
    public Action<IServiceCollection>? Replaces { get; private init; }

    private bool IsListener { get; init; }

    private bool IsBeside { get; init; }

    public LogLines Log { get; private set; } = new();

    public IServiceProvider Services => _app!.Services;

    public T Service<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public ConfigurationSnapshot Applied =>
        Services.GetRequiredService<AppliedConfiguration>().Snapshot;

    public HttpClient Client => _client;

    public Uri Url => new($"http://127.0.0.1:{Port}/");

    /// <summary>Starts it with a store in which these backends are configured.</summary>
    public static Task<RunningDataPlane> StartAsync(params Origin[] origins) =>
        StartAsync([], origins);

    public static Task<RunningDataPlane> StartAsync(string[] settings, params Origin[] origins) =>
        StartAsync(new RunningDataPlane(new TemporaryDirectory(), settings), origins);

    /// <summary>
    /// Starts it with an access log and its port as a listener that has these settings, as <c>Identity:RequestId=true</c>;
    /// those that begin with <c>DataPlane:</c> are the process's.
    /// </summary>
    public static Task<RunningDataPlane> StartWithListenerAsync(
        string[] settings,
        params Origin[] origins
    )
    {
        var running = new RunningDataPlane(
            new TemporaryDirectory(),
            [
                "--DataPlane:AccessLog",
                "true",
                .. settings
                    .Select(static setting => setting.Split('=', 2))
                    .SelectMany(static setting =>
                        new[]
                        {
                            setting[0].StartsWith("DataPlane:", StringComparison.Ordinal)
                                ? $"--{setting[0]}"
                                : $"--DataPlane:Listeners:0:{setting[0]}",
                            setting[1],
                        }
                    ),
            ]
        )
        {
            IsListener = true,
        };
        return StartAsync(running, origins);
    }

    /// <summary>Starts it with a clock of the test's own for ejections.</summary>
    public static Task<RunningDataPlane> StartAsync(
        TimeProvider ejectionTime,
        params Origin[] origins
    ) =>
        StartAsync(
            new RunningDataPlane(new TemporaryDirectory(), []) { EjectionTime = ejectionTime },
            origins
        );

    /// <summary>Starts it with a name server of the test's own.</summary>
    public static Task<RunningDataPlane> StartAsync(
        FakeNames names,
        string[] settings,
        params Origin[] origins
    ) =>
        StartAsync(
            new RunningDataPlane(new TemporaryDirectory(), settings) { Names = names },
            origins
        );

    /// <summary>Starts it with parts of the test's own in it.</summary>
    public static Task<RunningDataPlane> StartAsync(
        Action<IServiceCollection> replaces,
        params string[] settings
    ) =>
        StartAsync(
            new RunningDataPlane(new TemporaryDirectory(), settings) { Replaces = replaces },
            []
        );

    private static async Task<RunningDataPlane> StartAsync(
        RunningDataPlane running,
        Origin[] origins
    )
    {
        await running.OpenStoreAsync();
        await running.StartProcessAsync();
        await running.EditAsync(draft =>
        {
            foreach (var origin in origins)
            {
                Add(draft, origin.Name, origin.Url);
            }
        });
        return running;
    }

    /// <summary>Starts another one over the store of <paramref name="other"/>, which outlives it.</summary>
    public static async Task<RunningDataPlane> StartBesideAsync(RunningDataPlane other)
    {
        var running = new RunningDataPlane(other.Directory, other._settings) { IsBeside = true };
        await running.StartProcessAsync();
        await running.AppliesAsync(other.Applied.Revision);
        return running;
    }

    /// <summary>Starts it without any store.</summary>
    public static async Task<RunningDataPlane> StartWithoutStoreAsync()
    {
        var running = new RunningDataPlane(new TemporaryDirectory(), []);
        await running.StartProcessAsync();
        return running;
    }

    public static Backend Add(ConfigurationDraft draft, string name, string url) =>
        draft.Put(
            new Backend
            {
                Id = ResourceId.New(draft.Now),
                Name = name,
                PoolId = draft.Snapshot.Pools.Find(Pool.DefaultName)!.Id,
                Url = BackendUrl.Parse(url),
            }
        );

    public async Task OpenStoreAsync()
    {
        _store = new ConfigurationStore(Store, TimeProvider.System);
        await _store.OpenAsync(
            InitialConfiguration.Make(TimeProvider.System.GetUtcNow()),
            "test",
            default
        );
        HealthSchema.Migrate(Store);
        _health = new HealthStore(Store);
    }

    public async Task StartProcessAsync()
    {
        Log = new LogLines();
        _app = Program.Build(
            [
                "--Store:Directory",
                Directory.Path,
                "--DataPlane:Url",
                IsListener ? "" : $"http://127.0.0.1:{Port}",
                "--DataPlane:AdminUrl",
                $"http://127.0.0.1:{AdminPort}",
                "--DataPlane:ControlPlaneUrl",
                "http://127.0.0.1:1",
                // Clients of a test that stay connected need not be waited for.
                "--DataPlane:IdleGrace",
                "0s",
                .. IsListener
                    ? new[] { "--DataPlane:Listeners:0:Url", $"http://127.0.0.1:{Port}" }
                    : [],
                .. _settings,
            ],
            builder =>
            {
                builder.Logging.ClearProviders().AddProvider(Log);
                Adjust(builder.Services);
            }
        );
        await _app.StartAsync();
    }

    private void Adjust(IServiceCollection services)
    {
        Replaces?.Invoke(services);

        if (Names is { } names)
        {
            services.AddSingleton<NameLookUp>(names.LookUpAsync);
        }

        if (EjectionTime is { } time)
        {
            services.AddSingleton(s => new Ejector(
                s.GetRequiredService<EligibilityTable>(),
                time,
                s.GetRequiredService<ILogger<Ejector>>()
            ));
        }
    }

    /// <summary>Stops it as SIGTERM does.</summary>
    public async Task StopProcessAsync()
    {
        await _app!.StopAsync();
        _app.Dispose();
        _app = null;
    }

    /// <summary>Commits an edit and waits until traffic follows it.</summary>
    public async Task EditAsync(Action<ConfigurationDraft> edit)
    {
        var committed = await _store!.CommitAsync(
            "test",
            draft =>
            {
                edit(draft);
                return new Edited();
            },
            dryRun: false,
            default
        );
        await AppliesAsync(committed.Snapshot.Revision);
    }

    public Task AppliesAsync(Revision revision) =>
        Eventually.HoldsAsync(() => Applied.Revision >= revision, $"{revision} is applied");

    /// <summary>Lets the Poller's verdict on a backend turn, and waits until traffic follows it.</summary>
    public async Task JudgeAsync(string name, HealthStatus status)
    {
        var backend = Applied.Backends.Find(name)!;
        var now = TimeProvider.System.GetUtcNow();
        var result = new ProbeResult(
            backend.Id,
            now,
            status == HealthStatus.Healthy ? ProbeOutcome.Ok : ProbeOutcome.Refused,
            TimeSpan.Zero
        );
        _health!.Write(
            new()
            {
                At = now,
                Probed = [new(backend.Id, backend.Name, "default", backend.Url.Text)],
                Results = [result],
                Transitions = [new(backend.Id, now, HealthStatus.Unknown, status, result)],
                Current =
                [
                    new()
                    {
                        BackendId = backend.Id,
                        Status = status,
                        Since = now,
                        LastProbe = result,
                    },
                ],
            }
        );
        var watcher = Services.GetRequiredService<StoreWatcher<HealthSnapshot>>();
        await Eventually.HoldsAsync(
            () =>
                watcher.View.Snapshot?.StatusOf(backend.Id) == status
                && StatusOf(name)
                    == (
                        status == HealthStatus.Unhealthy
                            ? EligibilityStatus.Unhealthy
                            : EligibilityStatus.Eligible
                    ),
            $"{name} is {status}"
        );
    }

    public PoolState DefaultPool =>
        Services
            .GetRequiredService<EligibilityTable>()
            .Find(Applied.Pools.Find(Pool.DefaultName)!.Id)!;

    public EligibilityStatus StatusOf(string name)
    {
        var eligible = DefaultPool.Eligible;
        return eligible.At(eligible.All.IndexOf(eligible.All.Single(b => b.Name == name)));
    }

    public RawClient Connect() => RawClient.Connect(Port);

    public Task<string> GetAsync(string path = "/") => _client.GetStringAsync(new Uri(Url, path));

    /// <summary>The bodies of so many requests, one after the other.</summary>
    public async Task<string[]> GetAsync(int count)
    {
        var bodies = new string[count];
        for (var n = 0; n < count; n++)
        {
            bodies[n] = await GetAsync();
        }

        return bodies;
    }

    public async Task<(int Status, string Body)> AdminAsync(string path)
    {
        using var answer = await _client.GetAsync(new Uri($"http://127.0.0.1:{AdminPort}{path}"));
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_app is not null)
        {
            await StopProcessAsync();
        }

        _store?.Dispose();
        _health?.Dispose();
        if (!IsBeside)
        {
            Directory.Dispose();
        }
    }

    private sealed record Edited(bool IsAccepted = true) : IEditResult;
}
