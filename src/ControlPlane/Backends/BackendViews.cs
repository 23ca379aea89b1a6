using LbPlatform.ControlPlane.Draining;
using LbPlatform.ControlPlane.Health;
using LbPlatform.State.Health;
using LbPlatform.State.Store.Health;

namespace LbPlatform.ControlPlane.Backends;

/// <summary>Backends as answers show them: the configuration together with what the poller saw.</summary>
internal sealed class BackendViews(HealthQueries queries, DrainViews drains)
{
    private static readonly Dictionary<string, JudgedHealth> Nothing = [];

    /// <summary>The backends that the filter admits, in the order of their making.</summary>
    /// <exception cref="StoreUnavailableException">The filter asks for health, and it cannot be read.</exception>
    public IEnumerable<Backend> Filter(BackendFilter filter, ConfigurationSnapshot current)
    {
        var known = filter.Health is null ? Nothing : queries.ReadCurrent(null);
        return current.Backends.InOrder.Where(backend =>
            filter.Admits(
                backend,
                asked =>
                    known.TryGetValue(asked.Id, out var health)
                        ? health.Current.Status
                        : HealthStatus.Unknown
            )
        );
    }

    /// <summary>The backends with their health; without it while it cannot be read.</summary>
    public IReadOnlyList<BackendResponse> Show(
        IReadOnlyList<Backend> backends,
        ConfigurationSnapshot current
    )
    {
        var known = Read(backends);
        return
        [
            .. backends.Select(backend =>
                BackendResponse.Of(backend, current) with
                {
                    Drain = drains.Show(backend, current),
                    Health = known.TryGetValue(backend.Id, out var health)
                        ? HealthSummary.Of(health)
                        : null,
                }
            ),
        ];
    }

    private IReadOnlyDictionary<string, JudgedHealth> Read(IReadOnlyList<Backend> backends)
    {
        try
        {
            return queries.ReadCurrent([.. backends.Select(static backend => backend.Id)]);
        }
        catch (StoreUnavailableException)
        {
            // The configuration is worth an answer by itself.
            return Nothing;
        }
    }
}
