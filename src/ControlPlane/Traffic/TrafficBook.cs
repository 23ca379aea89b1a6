using System.Collections.Immutable;
using LbPlatform.State.Store.Traffic;
using LbPlatform.State.Traffic;

namespace LbPlatform.ControlPlane.Traffic;

/// <summary>
/// What data planes counted: how far the counters of each are, and what came since that is not in the roll-ups yet. Safe for
/// concurrent use.
/// </summary>
internal sealed class TrafficBook
{
    /// <summary>Pairs of data plane and backend that are remembered at most; reports of further ones are disregarded.</summary>
    public const int MostPairs = 200_000;

    /// <summary>
    /// Minutes of backends that wait for the store at most; what comes while it is gone for longer is booked to the last of them.
    /// </summary>
    public const int MostWaiting = 100_000;

    /// <summary>
    /// Counters of which nothing is known yet are booked to the minute in which they are first reported, but not those that began
    /// longer ago: nobody can say when that traffic was.
    /// </summary>
    public static readonly TimeSpan CatchUp = TimeSpan.FromHours(1);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Backend, string Node), NodeCount> _known = [];
    private readonly Dictionary<string, ImmutableHashSet<string>> _nodes = new(
        StringComparer.Ordinal
    );
    private Dictionary<(string Backend, DateTimeOffset At), TrafficCounts> _waiting = [];
    private HashSet<(string Backend, string Node)> _moved = [];

    /// <summary>Takes over how far the roll-ups are.</summary>
    public void Remember(IEnumerable<TrafficBaseline> baselines)
    {
        lock (_lock)
        {
            foreach (var one in baselines)
            {
                var count = new BackendCount
                {
                    BackendId = one.BackendId,
                    Since = one.Since,
                    Counts = one.Counts,
                };
                _ = TryKeep(new(one.NodeId, one.Epoch, one.ReportedAt, count));
            }
        }
    }

    /// <summary>A data plane tells how far its counters are at <paramref name="now"/>.</summary>
    public void Receive(string nodeId, NodeTraffic report, DateTimeOffset now)
    {
        lock (_lock)
        {
            foreach (var count in report.Backends)
            {
                var pair = (count.BackendId, nodeId);
                var before = _known.GetValueOrDefault(pair);
                // An older report may come late, after its time-out.
                if (
                    before is not null
                    && before.Epoch == report.Epoch
                    && before.ReportedAt > report.At
                )
                {
                    continue;
                }

                if (TryKeep(new(nodeId, report.Epoch, report.At, count)))
                {
                    _moved.Add(pair);
                    Book(count.BackendId, now, Came(before, report, count));
                }
            }
        }
    }

    /// <summary>What the data planes said last of a backend.</summary>
    public IReadOnlyList<NodeCount> Of(string backendId)
    {
        lock (_lock)
        {
            return
            [
                .. _nodes
                    .GetValueOrDefault(backendId, [])
                    .Order(StringComparer.Ordinal)
                    .Select(node => _known[(backendId, node)]),
            ];
        }
    }

    /// <summary>What is not in the store yet; it counts as written until <see cref="PutBack"/>.</summary>
    public (
        IReadOnlyList<TrafficIncrement> Increments,
        IReadOnlyList<TrafficBaseline> Baselines
    ) Take()
    {
        lock (_lock)
        {
            var increments = _waiting
                .Select(static one => new TrafficIncrement(one.Key.Backend, one.Key.At, one.Value))
                .ToList();
            var baselines = _moved.Select(pair => BaselineOf(_known[pair])).ToList();
            _waiting = [];
            _moved = [];
            return (increments, baselines);
        }
    }

    /// <summary>It was not written after all.</summary>
    public void PutBack(
        IReadOnlyList<TrafficIncrement> increments,
        IReadOnlyList<TrafficBaseline> baselines
    )
    {
        lock (_lock)
        {
            foreach (var one in increments)
            {
                Book(one.BackendId, one.At, one.Counts);
            }

            _moved.UnionWith(
                baselines
                    .Select(static one => (one.BackendId, one.NodeId))
                    .Where(_known.ContainsKey)
            );
        }
    }

    /// <summary>The store was made anew: it must be told everything.</summary>
    public void TellAll()
    {
        lock (_lock)
        {
            _moved.UnionWith(_known.Keys);
        }
    }

    /// <summary>Forgets what was reported before <paramref name="before"/>, as the store does.</summary>
    public void Forget(DateTimeOffset before)
    {
        lock (_lock)
        {
            var old = _known
                .Where(one => one.Value.ReportedAt < before)
                .Select(static one => one.Key);
            foreach (var pair in old.ToList())
            {
                _known.Remove(pair);
                _moved.Remove(pair);
                _nodes[pair.Backend] = _nodes[pair.Backend].Remove(pair.Node);
                if (_nodes[pair.Backend].IsEmpty)
                {
                    _nodes.Remove(pair.Backend);
                }
            }
        }
    }

    private static TrafficCounts Came(NodeCount? before, NodeTraffic report, BackendCount count)
    {
        if (before is null)
        {
            return report.At - count.Since <= CatchUp ? count.Counts : TrafficCounts.Zero;
        }

        return before.Epoch == report.Epoch && before.Count.Since == count.Since
            ? count.Counts.Since(before.Count.Counts)
            : count.Counts;
    }

    private bool TryKeep(NodeCount count)
    {
        var (backend, node) = (count.Count.BackendId, count.NodeId);
        if (!_known.ContainsKey((backend, node)))
        {
            if (_known.Count >= MostPairs)
            {
                return false;
            }

            _nodes[backend] = _nodes.GetValueOrDefault(backend, []).Add(node);
        }

        _known[(backend, node)] = count;
        return true;
    }

    private void Book(string backend, DateTimeOffset at, TrafficCounts came)
    {
        if (came.IsZero)
        {
            return;
        }

        var minute = new DateTimeOffset(at.Ticks - (at.Ticks % Minute.Ticks), TimeSpan.Zero);
        var key = (backend, minute);
        if (_waiting.Count >= MostWaiting && !_waiting.ContainsKey(key))
        {
            key = _waiting
                .Keys.Where(one => one.Backend == backend)
                .OrderByDescending(static one => one.At)
                .FirstOrDefault(key);
        }

        _waiting[key] = _waiting.GetValueOrDefault(key, TrafficCounts.Zero).Plus(came);
    }

    private static TrafficBaseline BaselineOf(NodeCount known) =>
        new(
            known.NodeId,
            known.Count.BackendId,
            known.Epoch,
            known.Count.Since,
            known.ReportedAt,
            known.Count.Counts
        );
}
