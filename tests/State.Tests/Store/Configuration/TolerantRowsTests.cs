using LbPlatform.State.Model;
using LbPlatform.State.Store;
using LbPlatform.State.Store.Configuration;
using Microsoft.Data.Sqlite;

namespace LbPlatform.State.Tests.Store.Configuration;

/// <summary>What a hand in the file may have written.</summary>
public sealed class TolerantRowsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("backends", "url = 'nonsense'")]
    [InlineData("backends", "url = 7")]
    [InlineData("backends", "administrative_state = 'drainig'")]
    [InlineData("backends", "administrative_state = '7'")]
    [InlineData("backends", "administrative_state = x'00ff'")]
    [InlineData("backends", "probe = '{\"expectedStatus\":\"999-2\"}'")]
    [InlineData("backends", "probe = '{\"interval\":\"9223372036854775807s\"}'")]
    [InlineData("backends", "created_at = 'yesterday'")]
    public async Task Read_OneBadRow_LeavesOutThatOneAndSaysWhy(string table, string wrong)
    {
        using var store = await FilledAsync();
        Execute($"UPDATE {table} SET {wrong} WHERE name = 'b3'");

        using var follower = ConfigurationReader.Follow(Options);
        Assert.True(follower.TryReadChange(out var snapshot));

        Assert.Equal(
            ["b0", "b1", "b2", "b4", "b5", "b6"],
            snapshot.Backends.Select(static backend => backend.Name)
        );
        Assert.Equal("default", Assert.Single(snapshot.Pools).Name);
        var row = Assert.Single(snapshot.Unreadable);
        Assert.Equal((ResourceKind.Backend, "b3"), (row.Kind, row.Name));
        Assert.Equal(store.Current.Backends.Find("b3")!.Id, row.Id);
        Assert.NotEmpty(row.Reason);
        Assert.Contains("\"name\":\"b3\"", row.Values);
        Assert.False(follower.TryReadChange(out _));
    }

    [Fact]
    public async Task Read_BadRowsOfEveryKind_AllAreNamedAndTheRestIsRead()
    {
        using var store = await FilledAsync();
        Execute(
            """
            UPDATE backends SET url = 'x' || name WHERE name IN ('b0', 'b1', 'b6');
            UPDATE pools SET probe = 'x';
            UPDATE routes SET updated_at = 'x';
            UPDATE store SET probe = '{"kind":"x"}';
            """
        );

        using var again = await OpenAsync();

        Assert.Equal(
            [
                "Backend b0",
                "Backend b1",
                "Backend b6",
                "Pool default",
                "Route default",
                "Settings settings",
            ],
            again
                .Current.Unreadable.Select(static row => $"{row.Kind} {row.Name}")
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(4, again.Current.Backends.Count);
        Assert.Equal(new ProbeSettings(), again.Current.Settings.Probe);
        Assert.Equal(store.Current.Revision, again.Current.Revision);
    }

    [Fact]
    public async Task Commit_BesideABadRow_LeavesItAsItIs()
    {
        using (await FilledAsync()) { }
        Execute("UPDATE backends SET url = 'nonsense' WHERE name = 'b3'");
        using var store = await OpenAsync();

        await EditAsync(store, static draft => Add(draft, "new"));
        await EditAsync(store, draft => draft.Remove(draft.Snapshot.Backends.Find("b1")!));

        Assert.Equal("b3", Assert.Single(store.Current.Unreadable).Name);
        Assert.Equal("nonsense", Scalar("SELECT url FROM backends WHERE name = 'b3'"));
    }

    [Fact]
    public async Task Commit_ThatABadRowForbids_IsNamedAndChangesNothing()
    {
        using (await FilledAsync()) { }
        Execute("UPDATE backends SET administrative_state = 'x' WHERE name = 'b3'");
        using var store = await OpenAsync();

        var refused = await Assert.ThrowsAsync<StoreConflictException>(() =>
            EditAsync(store, static draft => Add(draft, "other", Some.Backend("b3").Url.Text))
        );

        Assert.Contains("'b3'", refused.Message);
        Assert.Null(store.Current.Backends.Find("other"));
    }

    [Fact]
    public async Task Remove_BadRow_IsGoneAndKeptInTheAuditTrail()
    {
        using (await FilledAsync()) { }
        Execute("UPDATE backends SET url = 'nonsense' WHERE name = 'b3'");
        using var store = await OpenAsync();

        await EditAsync(store, static draft => draft.Remove(draft.Snapshot.Unreadable[0]));

        Assert.Empty(store.Current.Unreadable);
        Assert.Equal(0L, Scalar("SELECT count(*) FROM backends WHERE name = 'b3'"));
        var change = Assert.Single(store.ReadRevisions(null, 1)[0].Changes);
        Assert.Contains("nonsense", change.Before);
        Assert.Null(change.After);
    }

    [Fact]
    public async Task PutSettings_OverABadRow_MendsItAndKeepsItInTheAuditTrail()
    {
        using (await FilledAsync()) { }
        Execute("UPDATE store SET probe = 'nonsense'");
        using var store = await OpenAsync();

        await EditAsync(store, static draft => draft.Put(draft.Snapshot.Settings));

        using var again = await OpenAsync();
        Assert.Empty(store.Current.Unreadable);
        Assert.Empty(again.Current.Unreadable);
        Assert.Equal(store.Current.StoreId, again.Current.StoreId);
        Assert.Contains("nonsense", store.ReadRevisions(null, 1)[0].Changes[0].Before);
    }

    private StoreOptions Options => new() { Directory = _directory.Path };

    private async Task<ConfigurationStore> FilledAsync()
    {
        var store = await OpenAsync();
        for (var n = 0; n < 7; n++)
        {
            var name = $"b{n}";
            await EditAsync(store, draft => Add(draft, name));
        }

        return store;
    }

    private async Task<ConfigurationStore> OpenAsync()
    {
        var store = new ConfigurationStore(Options, TimeProvider.System);
        await store.OpenAsync(InitialConfiguration.Make(Some.Instant), "tester", default);
        return store;
    }

    private static Task EditAsync(ConfigurationStore store, Action<ConfigurationDraft> edit) =>
        store.CommitAsync(
            "tester",
            draft =>
            {
                edit(draft);
                return new Edited();
            },
            dryRun: false,
            default
        );

    private static void Add(ConfigurationDraft draft, string name, string? url = null) =>
        draft.Put(
            Some.Backend(name, url: url) with
            {
                PoolId = draft.Snapshot.Pools.Find(Pool.DefaultName)!.Id,
                CreatedRevision = Revision.None,
            }
        );

    private void Execute(string sql) => Run(sql, static command => command.ExecuteNonQuery());

    private object? Scalar(string sql) => Run(sql, static command => command.ExecuteScalar());

    private T Run<T>(string sql, Func<SqliteCommand, T> run)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Options.ConfigurationFile};Pooling=False"
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return run(command);
    }

    private sealed record Edited : IEditResult
    {
        public bool IsAccepted => true;
    }
}
