using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Health;
using LbPlatform.State.Traffic;

namespace LbPlatform.DataPlane.Traffic;

/// <summary>What metrics show of one backend, or of those of a pool that are not shown one by one.</summary>
/// <param name="Pool">The pool's name.</param>
/// <param name="Backend">The backend's name, or <see cref="Rest"/>.</param>
/// <param name="Counts">What traffic met.</param>
/// <param name="InFlight">Requests in flight.</param>
/// <param name="Eligible">Backends that may be chosen.</param>
/// <param name="Ejected">Backends that traffic left out.</param>
/// <param name="Verdict">The Poller's last verdict; <c>null</c> where several are summed.</param>
internal sealed record TrafficSeries(
    string Pool,
    string Backend,
    TrafficCounts Counts,
    int InFlight,
    int Eligible,
    int Ejected,
    HealthStatus? Verdict
)
{
    /// <summary>The backend label of the sum; no backend can have that name.</summary>
    public const string Rest = "(others)";

    /// <summary>
    /// The first <paramref name="most"/> backends, in the order of pools and in the order within each, and for each pool with
    /// further ones their sum. The order is the configuration's, so that a series does not come and go with traffic.
    /// </summary>
    public static IReadOnlyList<TrafficSeries> Of(EligibilityTable table, int most)
    {
        var series = new List<TrafficSeries>();
        foreach (var pool in table.Pools.OrderBy(static pool => pool.Name, StringComparer.Ordinal))
        {
            var eligible = pool.Eligible;
            var shown = Math.Min(eligible.All.Length, most);
            most -= shown;
            for (var at = 0; at < shown; at++)
            {
                series.Add(Of(pool, eligible, at, table));
            }

            if (shown < eligible.All.Length)
            {
                series.Add(RestOf(pool, eligible, shown, table));
            }
        }

        return series;
    }

    private static TrafficSeries Of(
        PoolState pool,
        EligibleBackends eligible,
        int at,
        EligibilityTable table
    )
    {
        var backend = eligible.All[at];
        return new(
            pool.Name,
            backend.Name,
            backend.Counters.Read(),
            backend.InFlight,
            eligible.At(at) == EligibilityStatus.Eligible ? 1 : 0,
            backend.IsEjected ? 1 : 0,
            table.VerdictOf(backend.Id)
        );
    }

    private static TrafficSeries RestOf(
        PoolState pool,
        EligibleBackends eligible,
        int from,
        EligibilityTable table
    ) =>
        Enumerable
            .Range(from, eligible.All.Length - from)
            .Select(at => Of(pool, eligible, at, table))
            .Aggregate(
                static (sum, one) =>
                    sum with
                    {
                        Counts = sum.Counts.Plus(one.Counts),
                        InFlight = sum.InFlight + one.InFlight,
                        Eligible = sum.Eligible + one.Eligible,
                        Ejected = sum.Ejected + one.Ejected,
                    }
            ) with
        {
            Backend = Rest,
            Verdict = null,
        };
}
