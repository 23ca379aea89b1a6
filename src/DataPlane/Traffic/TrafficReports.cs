using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Traffic;

namespace LbPlatform.DataPlane.Traffic;

/// <summary>What ControlPlane is told of traffic: the backends of which there is news. For one caller at a time.</summary>
internal sealed class TrafficReports(EligibilityTable table, TimeProvider time)
{
    /// <summary>Every so many rounds all backends are told of that ever had traffic: ControlPlane may have begun anew.</summary>
    public const int RoundsBetweenAll = 6;

    private readonly Dictionary<
        string,
        (long Requests, int InFlight, BackendEjection? Ejection)
    > _told = new(StringComparer.Ordinal);

    private readonly string _epoch = Guid.NewGuid().ToString("N");
    private int _round;

    /// <summary>The reports of this round, each of which holds as many backends as one may.</summary>
    public IEnumerable<NodeTraffic> Next()
    {
        var isAll = _round++ % RoundsBetweenAll == 0;
        var at = time.GetUtcNow();
        return Read()
            .Where(count => isAll || IsNews(count))
            .Chunk(NodeTraffic.MostBackends)
            .Select(counts => new NodeTraffic
            {
                Epoch = _epoch,
                At = at,
                Backends = counts,
            });
    }

    /// <summary>ControlPlane has it.</summary>
    public void Told(NodeTraffic report)
    {
        foreach (var count in report.Backends)
        {
            _told[count.BackendId] = Mark(count);
        }
    }

    /// <summary>Forgets backends that are here no more.</summary>
    private void Trim(HashSet<string> present)
    {
        foreach (var gone in _told.Keys.Where(id => !present.Contains(id)).ToList())
        {
            _told.Remove(gone);
        }
    }

    private List<BackendCount> Read()
    {
        var counts = new List<BackendCount>();
        var present = new HashSet<string>(StringComparer.Ordinal);
        foreach (var backend in table.Pools.SelectMany(static pool => pool.Eligible.All))
        {
            present.Add(backend.Id);
            var count = new BackendCount
            {
                BackendId = backend.Id,
                Since = backend.Counters.Since,
                Counts = backend.Counters.Read(),
                InFlight = Math.Max(0, backend.InFlight),
                Ejection = backend.Evidence,
            };
            if (!count.Counts.IsZero || count is not { InFlight: 0, Ejection: null })
            {
                counts.Add(count);
            }
        }

        Trim(present);
        return counts;
    }

    private bool IsNews(BackendCount count) =>
        !_told.TryGetValue(count.BackendId, out var told) || told != Mark(count);

    // Nothing is counted without one of these: a retry and an ejection follow an error.
    private static (long, int, BackendEjection?) Mark(BackendCount count) =>
        (count.Counts.Requests, count.InFlight, count.Ejection);
}
