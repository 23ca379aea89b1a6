using LbPlatform.State.Model;
using LbPlatform.State.Store;
using LbPlatform.State.Store.Configuration;
using LbPlatform.State.Store.Health;

namespace LbPlatform.PollerLoad;

/// <summary>A store with many backends.</summary>
internal static class Store
{
    public static async Task FillAsync(
        StoreOptions options,
        Origins origins,
        int backends,
        TimeSpan interval
    )
    {
        HealthSchema.Migrate(options);
        using var store = new ConfigurationStore(options, TimeProvider.System);
        var now = TimeProvider.System.GetUtcNow();
        await store.OpenAsync(InitialConfiguration.Make(now), "load", CancellationToken.None);
        await store.CommitAsync(
            "load",
            draft =>
            {
                draft.Put(
                    draft.Snapshot.Settings with
                    {
                        Probe = new ProbeSettings { Interval = interval },
                    }
                );
                for (var i = 0; i < backends; i++)
                {
                    draft.Put(
                        new Backend
                        {
                            Id = ResourceId.New(now),
                            Name = $"b{i}",
                            PoolId = draft.Snapshot.Pools.Single().Id,
                            Url = BackendUrl.Parse(origins.UrlOf(i)),
                        }
                    );
                }

                return new Accepted();
            },
            dryRun: false,
            CancellationToken.None
        );
    }

    private sealed record Accepted : IEditResult
    {
        public bool IsAccepted => true;
    }
}
