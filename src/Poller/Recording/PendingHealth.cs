using LbPlatform.State.Store.Health;

namespace LbPlatform.Poller.Recording;

/// <summary>
/// What waits to be written. Where the store is gone for long, the oldest results are dropped and counted; what
/// decides about traffic, flips and current health, never is. Not safe for concurrent use.
/// </summary>
internal sealed class PendingHealth
{
    /// <summary>Most rows of history in one batch, so that no transaction is long.</summary>
    public const int MostRows = 1000;

    /// <summary>Most results that wait: 100 seconds of ten thousand backends, about 30 MB.</summary>
    public const int MostResults = 100_000;

    /// <summary>Most flips that wait; beyond it each backend's are joined to one.</summary>
    public const int MostTransitions = 20_000;

    private readonly Dictionary<string, ProbedBackend> _probed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BackendHealth> _current = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);
    private readonly Queue<ProbeResult> _results = new();
    private Queue<HealthTransition> _transitions = new();

    /// <summary>Results that wait.</summary>
    public int Results => _results.Count;

    /// <summary>Results dropped so far.</summary>
    public long Dropped { get; private set; }

    /// <summary>Whether it must be written now: a flip, which readers wait for, or a batch is full.</summary>
    public bool IsUrgent => _transitions.Count > 0 || _results.Count >= MostRows;

    public void Follow(ProbedBackend backend, BackendHealth health)
    {
        _probed[backend.BackendId] = backend;
        _known[backend.BackendId] = new(health, null);
        if (_removed.Remove(backend.BackendId))
        {
            _current[backend.BackendId] = health;
        }
    }

    public void Unfollow(string backendId)
    {
        _probed.Remove(backendId);
        _current.Remove(backendId);
        _known.Remove(backendId);
        _removed.Add(backendId);
    }

    public void Record(ProbeResult result, BackendHealth health, HealthTransition? flip)
    {
        if (_results.Count >= MostResults)
        {
            _results.Dequeue();
            Dropped++;
        }

        _results.Enqueue(result);
        Put(health, flip);
    }

    public void Forget(BackendHealth health, HealthTransition? flip) => Put(health, flip);

    /// <summary>
    /// The next batch, names first because all else refers to them, then flips; <c>null</c> where nothing waits.
    /// </summary>
    public HealthBatch? Take(DateTimeOffset now)
    {
        var room = MostRows;
        List<ProbedBackend> probed = [.. _probed.Values.Take(room)];
        probed.ForEach(backend => _probed.Remove(backend.BackendId));
        room -= probed.Count;
        var transitions = TakeFrom(_transitions, ref room);
        var results = TakeFrom(_results, ref room);
        List<string> removed = [.. _removed.Take(room)];
        _removed.ExceptWith(removed);
        var current = TakeCurrent(transitions, results, room - removed.Count);
        return probed.Count + transitions.Count + results.Count + removed.Count + current.Count == 0
            ? null
            : new HealthBatch
            {
                At = now,
                Probed = probed,
                Results = results,
                Transitions = transitions,
                Current = current,
                Removed = removed,
            };
    }

    /// <summary>
    /// The store was made anew and has only <paramref name="written"/>: every verdict that it has not heard of waits
    /// again.
    /// </summary>
    public void TellAgain(HealthBatch written)
    {
        var told = written
            .Transitions.Concat(_transitions)
            .Select(static flip => flip.BackendId)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (id, known) in _known)
        {
            _current[id] = known.Health;
            if (
                known.Health.Status != HealthStatus.Unknown
                && !told.Contains(id)
                && (known.Flip?.Reason ?? known.Health.LastProbe) is { } reason
            )
            {
                var (status, since) = (known.Health.Status, known.Health.Since);
                _transitions.Enqueue(
                    new(id, since ?? reason.CheckedAt, HealthStatus.Unknown, status, reason)
                );
            }
        }
    }

    private static List<T> TakeFrom<T>(Queue<T> queue, ref int room)
    {
        var taken = new List<T>(Math.Min(queue.Count, room));
        while (room > 0 && queue.TryDequeue(out var next))
        {
            taken.Add(next);
            room--;
        }

        return taken;
    }

    /// <summary>The health of those of whom the batch tells, and of <paramref name="others"/> more.</summary>
    private List<BackendHealth> TakeCurrent(
        List<HealthTransition> transitions,
        List<ProbeResult> results,
        int others
    )
    {
        var current = new List<BackendHealth>();
        foreach (
            var id in transitions
                .Select(static flip => flip.BackendId)
                .Concat(results.Select(static result => result.BackendId))
                .Concat(_current.Keys.Take(Math.Max(0, others)).ToList())
        )
        {
            if (_current.Remove(id, out var health))
            {
                current.Add(health);
            }
        }

        return current;
    }

    private void Put(BackendHealth health, HealthTransition? flip)
    {
        _current[health.BackendId] = health;
        var last = flip ?? _known.GetValueOrDefault(health.BackendId)?.Flip;
        _known[health.BackendId] = new(health, last);
        if (flip is null)
        {
            return;
        }

        if (_transitions.Count >= MostTransitions)
        {
            _transitions = JoinEachBackends(_transitions);
        }

        _transitions.Enqueue(flip);
    }

    /// <summary>One flip for each backend, from where its first one began to where its last one ended.</summary>
    private static Queue<HealthTransition> JoinEachBackends(Queue<HealthTransition> transitions) =>
        new(
            transitions
                .GroupBy(static flip => flip.BackendId, StringComparer.Ordinal)
                .Select(static flips => flips.Last() with { From = flips.First().From })
                .OrderBy(static flip => flip.At)
        );

    private sealed record Known(BackendHealth Health, HealthTransition? Flip);
}
