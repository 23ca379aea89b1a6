using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;
using LbPlatform.State.Store;
using LbPlatform.State.Store.Configuration;
using Microsoft.Data.Sqlite;

namespace LbPlatform.State.Tests.Store.Configuration;

/// <summary>Whoever follows has what a fresh reader has, and the same objects where nothing has changed.</summary>
public sealed class ConfigurationFollowerTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _time = new();
    private readonly ISnapshotReader<ConfigurationSnapshot> _follower;

    public ConfigurationFollowerTests() => _follower = ConfigurationReader.Follow(Options);

    private StoreOptions Options => new() { Directory = _directory.Path };

    public void Dispose()
    {
        _follower.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Follow_AnyEdits_IsWhatAFreshReaderReads(int seed)
    {
        using var store = await OpenAsync();
        var random = new Random(seed);
        var seen = Revision.None;
        for (var round = 0; round < 60; round++)
        {
            await EditAsync(store, draft => EditAny(draft, random));
            // An edit that changes nothing is no news.
            if (random.Next(3) > 0 && store.Current.Revision != seen)
            {
                seen = store.Current.Revision;
                AssertSame(store.Current, Follow());
            }
        }
    }

    [Fact]
    public async Task Follow_OneChange_KeepsTheRest()
    {
        using var store = await OpenAsync();
        await EditAsync(store, static draft => Add(draft, "a"));
        await EditAsync(store, static draft => Add(draft, "b"));
        var before = Follow();
        await EditAsync(
            store,
            static draft => draft.Put(draft.Snapshot.Backends.Find("b")! with { Weight = 7 })
        );

        var after = Follow();

        Assert.Same(before.Backends.Find("a"), after.Backends.Find("a"));
        Assert.Same(before.Routes, after.Routes);
        Assert.Equal(7, after.Backends.Find("b")!.Weight);
        Assert.Equal(["a", "b"], after.Backends.Select(static backend => backend.Name));
    }

    [Fact]
    public async Task Follow_NamesSwapped_HasBoth()
    {
        using var store = await OpenAsync();
        await EditAsync(store, static draft => Add(draft, "a"));
        await EditAsync(store, static draft => Add(draft, "b"));
        Follow();
        await EditAsync(
            store,
            static draft => draft.Put(draft.Snapshot.Backends.Find("a")! with { Name = "between" })
        );
        await EditAsync(
            store,
            static draft => draft.Put(draft.Snapshot.Backends.Find("b")! with { Name = "a" })
        );
        await EditAsync(
            store,
            static draft => draft.Put(draft.Snapshot.Backends.Find("between")! with { Name = "b" })
        );

        AssertSame(store.Current, Follow());
    }

    [Fact]
    public async Task Follow_AnotherPastOfTheSameStore_ReadsEverything()
    {
        using var store = await OpenAsync();
        await EditAsync(store, static draft => Add(draft, "a"));
        Follow();
        await EditAsync(store, static draft => Add(draft, "b"));
        // As a copy does that went another way, and whose trail says nothing of it.
        Execute(
            """
            UPDATE revisions SET committed_at = '2020-01-01T00:00:00.000Z' WHERE number = 2;
            UPDATE backends SET weight = 9 WHERE name = 'a';
            """
        );

        Assert.Equal(9, Follow().Backends.Find("a")!.Weight);
    }

    [Fact]
    public async Task Follow_ChangedRowCannotBeRead_IsLeftOutAndReadOnceMended()
    {
        using var store = await OpenAsync();
        await EditAsync(store, static draft => Add(draft, "a"));
        Follow();
        await EditAsync(store, static draft => Add(draft, "b"));
        Execute("UPDATE backends SET url = 'x' WHERE name = 'b'");

        var broken = Follow();
        Execute("UPDATE backends SET url = 'http://localhost:7' WHERE name = 'b'");
        await EditAsync(store, static draft => Add(draft, "c"));
        var mended = Follow();

        Assert.Equal("b", Assert.Single(broken.Unreadable).Name);
        Assert.Equal(["a"], broken.Backends.Select(static backend => backend.Name));
        Assert.Empty(mended.Unreadable);
        Assert.Equal(["a", "b", "c"], mended.Backends.Select(static backend => backend.Name));
    }

    [Fact]
    public async Task Follow_ManyChanges_ReadsEverything()
    {
        using var store = await OpenAsync();
        await EditAsync(store, static draft => Add(draft, "a"));
        var before = Follow();
        await EditAsync(
            store,
            static draft =>
            {
                for (var n = 0; n <= ConfigurationFollower.MostChanges; n++)
                {
                    Add(draft, $"b{n}");
                }
            }
        );

        var after = Follow();

        AssertSame(store.Current, after);
        Assert.NotSame(before.Backends.Find("a"), after.Backends.Find("a"));
    }

    private ConfigurationSnapshot Follow()
    {
        Assert.True(_follower.TryReadChange(out var snapshot));
        return snapshot;
    }

    private static void AssertSame(ConfigurationSnapshot expected, ConfigurationSnapshot actual)
    {
        Assert.Equal(expected.StoreId, actual.StoreId);
        Assert.Equal(expected.Revision, actual.Revision);
        Assert.Equal(expected.CommittedAt, actual.CommittedAt);
        Assert.Equal(expected.Settings, actual.Settings);
        Assert.Equal(expected.AffinityKeys, actual.AffinityKeys);
        Assert.Equal(Json(expected.Pools), Json(actual.Pools));
        Assert.Equal(Json(expected.Backends), Json(actual.Backends));
        Assert.Equal(Json(expected.Routes), Json(actual.Routes));
        Assert.Empty(actual.Unreadable);
    }

    private static IEnumerable<string> Json<T>(ResourceSet<T> set)
        where T : class, IResource =>
        set.Select(static one =>
            System.Text.Json.JsonSerializer.Serialize(one, SnapshotJson.Options)
        );

    private static void EditAny(ConfigurationDraft draft, Random random)
    {
        var backends = draft.Snapshot.Backends.InOrder;
        var any = backends.IsEmpty ? null : backends[random.Next(backends.Length)];
        switch (random.Next(5))
        {
            case 0 when any is not null:
                draft.Remove(any);
                break;
            case 1 when any is not null:
                draft.Put(any with { Weight = random.Next(1, 100) });
                break;
            case 2:
                var pool = draft.Snapshot.Pools.Find(Pool.DefaultName)!;
                draft.Put(pool with { DrainTimeout = TimeSpan.FromSeconds(random.Next(1, 60)) });
                break;
            case 3:
                var route = draft.Snapshot.Routes.InOrder[0];
                draft.Put(route with { Match = route.Match with { Path = $"/{random.Next(9)}" } });
                break;
            default:
                Add(draft, $"b{random.Next(int.MaxValue)}");
                break;
        }
    }

    private static void Add(ConfigurationDraft draft, string name)
    {
        var pool = draft.Snapshot.Pools.Find(Pool.DefaultName)!;
        draft.Put(Some.Backend(name) with { PoolId = pool.Id, CreatedRevision = Revision.None });
    }

    private async Task<ConfigurationStore> OpenAsync()
    {
        var store = new ConfigurationStore(Options, _time);
        await store.OpenAsync(InitialConfiguration.Make(_time.GetUtcNow()), "tester", default);
        return store;
    }

    private Task EditAsync(ConfigurationStore store, Action<ConfigurationDraft> edit)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        return store.CommitAsync(
            "tester",
            draft =>
            {
                edit(draft);
                return new Edited();
            },
            dryRun: false,
            default
        );
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Options.ConfigurationFile};Pooling=False"
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed record Edited(bool IsAccepted = true) : IEditResult;
}
