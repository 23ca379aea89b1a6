using LbPlatform.ControlPlane.Draining;
using LbPlatform.ControlPlane.Http;
using LbPlatform.ControlPlane.Nodes;
using LbPlatform.State.Nodes;
using LbPlatform.State.Store;
using LbPlatform.State.Store.Configuration;

namespace LbPlatform.ControlPlane.Tests.Draining;

/// <summary>A store with one backend that drains, and data planes that say what they have, on a clock that the test moves.</summary>
internal sealed class DrainFixture : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private DrainFixture()
    {
        Store = new(new StoreOptions { Directory = _directory.Path }, Time);
        Nodes = new(Time);
        Views = new(Nodes, Time);
    }

    public ManualTimeProvider Time { get; } = new();

    public ConfigurationStore Store { get; }

    public NodeRegistry Nodes { get; }

    public DrainViews Views { get; }

    public string BackendId => Store.Current.Backends.Single().Id;

    public static async Task<DrainFixture> StartAsync(bool thenRemove = false)
    {
        var fixture = new DrainFixture();
        await fixture.Store.OpenAsync(
            InitialConfiguration.Make(fixture.Time.GetUtcNow()),
            "test",
            default
        );
        await fixture.EditAsync(static draft =>
            draft.Put(
                Some.Backend("one") with
                {
                    PoolId = draft.Snapshot.Pools.Single().Id,
                    CreatedRevision = State.Revision.None,
                }
            )
        );
        await fixture.EditAsync(draft =>
            DrainEdits.Begin(draft, "one", Precondition.None, null, thenRemove)
        );
        return fixture;
    }

    public Task EditAsync(Action<ConfigurationDraft> edit) =>
        Store.CommitAsync(
            "test",
            draft =>
            {
                edit(draft);
                return new Edited();
            },
            dryRun: false,
            default
        );

    public void Report(string id, int inFlight) =>
        Nodes.Report(
            new()
            {
                Id = id,
                Kind = NodeKind.DataPlane,
                Version = "1",
                StartedAt = Some.Instant,
                Urls = [],
                StoreId = Store.Current.StoreId,
                AppliedRevision = Store.Current.Revision.Value,
                Draining = [.. Store.Current.Backends.Select(b => new DrainReport(b.Id, inFlight))],
            }
        );

    public ValueTask DisposeAsync()
    {
        Store.Dispose();
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    private sealed record Edited(bool IsAccepted = true) : IEditResult;
}
