using LbPlatform.Hosting;
using LbPlatform.Hosting.Metrics;
using LbPlatform.State.Addresses;
using LbPlatform.State.Store;
using LbPlatform.State.Store.Configuration;
using LbPlatform.State.Store.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LbPlatform.Poller.Tests;

/// <summary>The whole Poller over a real store, with what ControlPlane does to it and what its log says.</summary>
internal sealed class PollerFixture : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private WebApplication? _app;

    public PollerFixture() => Configuration = new(Options, TimeProvider.System);

    public StoreOptions Options => new() { Directory = _directory.Path };

    public ConfigurationStore Configuration { get; }

    public RecordedLog Log { get; } = new();

    public string AdminUrl { get; } = $"http://127.0.0.1:{FreePort.Next()}";

    /// <summary>What names of backends mean, where the test says it.</summary>
    public FakeNames? Names { get; init; }

    /// <summary>Where nothing listens unless the test does.</summary>
    public string ControlPlaneUrl { get; } = $"http://127.0.0.1:{FreePort.Next()}";

    /// <summary>Makes the store, as ControlPlane does, with intervals that suit a test.</summary>
    public async Task<PollerFixture> MakeStoreAsync()
    {
        HealthSchema.Migrate(Options);
        await Configuration.OpenAsync(
            InitialConfiguration.Make(TimeProvider.System.GetUtcNow()),
            "test",
            CancellationToken.None
        );
        await CommitAsync(draft =>
            draft.Put(
                draft.Snapshot.Settings with
                {
                    Probe = new ProbeSettings
                    {
                        Interval = TimeSpan.FromMilliseconds(200),
                        FastInterval = TimeSpan.FromMilliseconds(100),
                        Timeout = TimeSpan.FromMilliseconds(200),
                    },
                }
            )
        );
        return this;
    }

    /// <summary>Starts it; <paramref name="lookUp"/>, or <see cref="Names"/>, answers in place of the system's name server.</summary>
    public async Task<PollerFixture> StartAsync(NameLookUp? lookUp = null)
    {
        var builder = LbProcess.CreateBuilder([
            "--Store:Directory",
            _directory.Path,
            "--Poller:AdminUrl",
            AdminUrl,
            "--Poller:ControlPlaneUrl",
            ControlPlaneUrl,
        ]);
        builder
            .AddPollerOptions()
            .AddConfigurationWatcher()
            .AddRecorder()
            .AddProbes()
            .AddDiagnostics()
            .AddMetrics();
        lookUp ??= Names is { } names ? names.LookUpAsync : null;
        if (lookUp is not null)
        {
            builder.Services.AddSingleton(lookUp);
        }

        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(Log);
        _app = builder.Build();
        _app.MapReadiness();
        _app.MapMetrics();
        await _app.StartAsync(CancellationToken.None);
        return this;
    }

    public async Task StopAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync(CancellationToken.None);
            await _app.DisposeAsync();
            _app = null;
        }
    }

    public Task PutAsync(Backend backend) =>
        CommitAsync(draft => draft.Put(backend with { PoolId = draft.Snapshot.Pools.Single().Id }));

    public Task RemoveAsync(string name) =>
        CommitAsync(draft => draft.Remove(draft.Snapshot.Backends.Find(name)!));

    public Task CommitAsync(Action<ConfigurationDraft> edit) =>
        Configuration.CommitAsync(
            "test",
            draft =>
            {
                edit(draft);
                return new Accepted();
            },
            dryRun: false,
            CancellationToken.None
        );

    /// <summary>What the sqlite3 shell would print, rows joined by ';'.</summary>
    public string Query(string sql) => Sql.Query(Options.HealthFile, sql);

    public Task SeesAsync(string sql, string expected) =>
        Eventually.HoldsAsync(() => Query(sql) == expected, $"{sql} answers {expected}");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Configuration.Dispose();
        SqliteConnection.ClearAllPools();
        _directory.Dispose();
    }

    private sealed record Accepted : IEditResult
    {
        public bool IsAccepted => true;
    }
}
