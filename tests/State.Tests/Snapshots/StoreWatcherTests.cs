using LbPlatform.State.Snapshots;
using LbPlatform.State.Store;
using LbPlatform.State.Store.Configuration;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace LbPlatform.State.Tests.Snapshots;

public sealed class StoreWatcherTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<StoreWatcher<ConfigurationSnapshot>> _watchers = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var watcher in _watchers)
        {
            await watcher.StopAsync(default);
            watcher.Dispose();
        }
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Commit_WhileFollowing_IsPublished()
    {
        using var store = await OpenStoreAsync();
        var watcher = await StartAsync();
        await SeesAsync(watcher, new Revision(1));

        await AddBackendAsync(store, "b1");

        await SeesAsync(watcher, new Revision(2));
        Assert.False(watcher.View.FromCopy);
    }

    [Fact]
    public async Task Commit_SignalLost_IsFoundByThePoll()
    {
        using var store = await OpenStoreAsync();
        var watcher = await StartAsync();
        await SeesAsync(watcher, new Revision(1));
        File.Delete(ChangeSignal.FileOf(Options.ConfigurationFile));
        Directory.CreateDirectory(ChangeSignal.FileOf(Options.ConfigurationFile));

        await AddBackendAsync(store, "b1");

        await SeesAsync(watcher, new Revision(2));
    }

    [Fact]
    public async Task Start_StoreNotThereYet_WaitsForIt()
    {
        var watcher = await StartAsync();
        await Eventually.HoldsAsync(() => watcher.View.Fault is not null, "the fault is known");
        Assert.Null(watcher.View.Snapshot);

        using var store = await OpenStoreAsync();

        await SeesAsync(watcher, new Revision(1));
        Assert.Null(watcher.View.Fault);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StoreLost_WhileFollowing_KeepsTheSnapshotAndARestartHasTheCopy(bool overwrite)
    {
        var store = await OpenStoreAsync();
        await AddBackendAsync(store, "b1");
        var watcher = await StartAsync();
        await SeesAsync(watcher, new Revision(2));
        store.Dispose();
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(_directory.Path, "config.db*"))
        {
            File.Delete(file);
        }

        if (overwrite)
        {
            File.WriteAllText(Options.ConfigurationFile, new string('x', 8192));
        }

        await Eventually.HoldsAsync(() => watcher.View.Fault is not null, "the loss is noticed");
        Assert.Equal(new Revision(2), watcher.View.Snapshot?.Revision);

        var restarted = await StartAsync();
        await SeesAsync(restarted, new Revision(2));
        Assert.True(restarted.View.FromCopy);
        Assert.NotNull(restarted.View.Fault);
    }

    [Fact]
    public async Task StoreReplaced_WhileFollowing_IsNoticed()
    {
        using var store = await OpenStoreAsync();
        var watcher = await StartAsync();
        await SeesAsync(watcher, new Revision(1));
        File.Delete(Options.ConfigurationFile);

        await store.OpenAsync(store.Current, "restore", default);

        await Eventually.HoldsAsync(
            () => watcher.View.Snapshot?.StoreId == store.Current.StoreId,
            "the new store is followed"
        );
    }

    private StoreOptions Options => new() { Directory = _directory.Path };

    private static Task SeesAsync(StoreWatcher<ConfigurationSnapshot> watcher, Revision revision) =>
        Eventually.HoldsAsync(
            () => watcher.View.Snapshot?.Revision == revision,
            $"revision {revision} is seen"
        );

    private async Task<ConfigurationStore> OpenStoreAsync()
    {
        var store = new ConfigurationStore(Options, TimeProvider.System);
        await store.OpenAsync(InitialConfiguration.Make(Some.Instant), "tester", default);
        return store;
    }

    private static Task AddBackendAsync(ConfigurationStore store, string name) =>
        store.CommitAsync(
            "tester",
            draft =>
            {
                draft.Put(
                    Some.Backend(name) with
                    {
                        PoolId = draft.Snapshot.Pools.Find("default")!.Id,
                    }
                );
                return new Accepted();
            },
            dryRun: false,
            default
        );

    private async Task<StoreWatcher<ConfigurationSnapshot>> StartAsync()
    {
        var watcher = new StoreWatcher<ConfigurationSnapshot>(
            ConfigurationReader.Follow(Options),
            new LastGoodCopy<ConfigurationSnapshot>(Options.LastGoodFile("test", "configuration")),
            TimeProvider.System,
            new NoLifetime(),
            NullLogger<StoreWatcher<ConfigurationSnapshot>>.Instance
        );
        _watchers.Add(watcher);
        await watcher.StartAsync(default);
        return watcher;
    }

    private sealed record Accepted(bool IsAccepted = true) : IEditResult;

    private sealed class NoLifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication() { }
    }
}
