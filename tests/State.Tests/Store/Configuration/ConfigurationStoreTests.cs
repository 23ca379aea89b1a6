using LbPlatform.State.Model;
using LbPlatform.State.Store;
using LbPlatform.State.Store.Configuration;

namespace LbPlatform.State.Tests.Store.Configuration;

public sealed class ConfigurationStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Open_NewFile_HoldsDefaultPoolAndCatchAllRoute()
    {
        using var store = await OpenAsync();

        Assert.Equal(new Revision(1), store.Current.Revision);
        Assert.Equal("default", Assert.Single(store.Current.Pools).Name);
        Assert.Equal("/", Assert.Single(store.Current.Routes).Match.Path);
    }

    [Fact]
    public async Task Commit_Change_IsReadBackByAFreshStoreAndAFollower()
    {
        using var store = await OpenAsync();
        var committed = await AddAsync(store, "b1");

        using var again = await OpenAsync();
        using var follower = ConfigurationReader.Follow(Options);
        Assert.True(follower.TryReadChange(out var followed));

        Assert.Equal(new Revision(2), committed.Snapshot.Revision);
        Assert.Equal(committed.Snapshot.Backends.Find("b1"), again.Current.Backends.Find("b1"));
        Assert.Equal(committed.Snapshot.Backends.Find("b1"), followed.Backends.Find("b1"));
        Assert.Equal(store.Current.StoreId, followed.StoreId);
        Assert.False(follower.TryReadChange(out _));
    }

    [Fact]
    public async Task Commit_ChangedAndRemoved_LeavesAnAuditTrail()
    {
        using var store = await OpenAsync();
        await AddAsync(store, "b1");
        await EditAsync(
            store,
            d =>
                d.Put(
                    d.Snapshot.Backends.Find("b1")! with
                    {
                        AdministrativeState = AdministrativeState.Draining,
                        Probe = new() { Interval = TimeSpan.FromSeconds(3) },
                    }
                )
        );
        await EditAsync(store, d => d.Remove(d.Snapshot.Backends.Find("b1")!));

        var trail = store.ReadRevisions(before: null, limit: 10);

        Assert.Equal([4, 3, 2, 1], trail.Select(static r => r.Revision.Value));
        Assert.All(trail.Take(3), static r => Assert.Equal("tester", r.Actor));
        var changed = Assert.Single(trail[1].Changes);
        Assert.Contains("\"administrativeState\":\"enabled\"", changed.Before);
        Assert.Contains("\"administrativeState\":\"draining\"", changed.After);
        Assert.Null(Assert.Single(trail[0].Changes).After);
        Assert.Equal(
            [2, 1],
            store.ReadRevisions(new Revision(3), 10).Select(r => r.Revision.Value)
        );
    }

    [Fact]
    public async Task Commit_RefusedUnchangedOrDryRun_MakesNoRevision()
    {
        using var store = await OpenAsync();
        await AddAsync(store, "b1");

        await store.CommitAsync("t", d => Add(d, "b2") with { IsAccepted = false }, false, default);
        await EditAsync(store, d => d.Put(d.Snapshot.Backends.Find("b1")!));
        var dry = await store.CommitAsync("t", d => Add(d, "b2"), dryRun: true, default);

        Assert.NotNull(dry.Snapshot.Backends.Find("b2"));
        Assert.Equal(new Revision(2), store.Current.Revision);
        Assert.Single(store.Current.Backends);
    }

    [Fact]
    public async Task Commit_Settings_AreReadBack()
    {
        using var store = await OpenAsync();
        var probe = new ProbeSettings { Path = "/ping", Timeout = TimeSpan.FromMilliseconds(150) };
        await EditAsync(store, d => d.Put(d.Snapshot.Settings with { Probe = probe }));

        using var again = await OpenAsync();

        Assert.Equal(probe, again.Current.Settings.Probe);
    }

    [Fact]
    public async Task Commit_FileRemoved_SaysSoAndKeepsTheConfiguration()
    {
        using var store = await OpenAsync();
        await AddAsync(store, "b1");
        File.Delete(Options.ConfigurationFile);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => AddAsync(store, "b2"));

        Assert.Single(store.Current.Backends);
    }

    [Fact]
    public async Task Open_FileRemoved_RebuildsItFromTheSnapshotInTheSameOrder()
    {
        using var store = await OpenAsync();
        await AddAsync(store, "z-first");
        await AddAsync(store, "a-second");
        var before = store.Current;
        File.Delete(Options.ConfigurationFile);

        await store.OpenAsync(before, "restore", default);

        Assert.NotEqual(before.StoreId, store.Current.StoreId);
        Assert.True(store.Current.Revision > before.Revision);
        Assert.Equal(["z-first", "a-second"], store.Current.Backends.Select(static b => b.Name));
    }

    [Fact]
    public async Task Commits_AtOnce_AllGetARevisionOfTheirOwn()
    {
        using var store = await OpenAsync();

        await Task.WhenAll(
            Enumerable.Range(0, 50).Select(n => Task.Run(() => AddAsync(store, $"b{n}")))
        );

        Assert.Equal(new Revision(51), store.Current.Revision);
        Assert.Equal(50, store.Current.Backends.Select(b => b.CreatedRevision).Distinct().Count());
    }

    private StoreOptions Options => new() { Directory = _directory.Path };

    private async Task<ConfigurationStore> OpenAsync()
    {
        var store = new ConfigurationStore(Options, _time);
        await store.OpenAsync(InitialConfiguration.Make(_time.GetUtcNow()), "tester", default);
        return store;
    }

    private static Task<Committed<Edited>> AddAsync(ConfigurationStore store, string name) =>
        store.CommitAsync("tester", d => Add(d, name), dryRun: false, default);

    private static Task EditAsync(ConfigurationStore store, Action<ConfigurationDraft> edit) =>
        store.CommitAsync(
            "tester",
            d =>
            {
                edit(d);
                return new Edited();
            },
            dryRun: false,
            default
        );

    private static Edited Add(ConfigurationDraft draft, string name)
    {
        var pool = draft.Snapshot.Pools.Find(Pool.DefaultName)!;
        draft.Put(Some.Backend(name) with { PoolId = pool.Id, CreatedRevision = Revision.None });
        return new Edited();
    }

    private sealed record Edited(bool IsAccepted = true) : IEditResult;
}
