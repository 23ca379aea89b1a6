using LbPlatform.Poller.Probing;
using LbPlatform.Poller.Recording;
using LbPlatform.Poller.Scheduling;
using LbPlatform.State.Store.Health;

namespace LbPlatform.Poller.Verdicts;

/// <summary>
/// The verdict on each probed backend: what the tracker makes of results, handed on to the recorder and the log.
/// Used by the scheduler's loop only.
/// </summary>
/// <param name="recorder">Writes what changes.</param>
/// <param name="log">Says what flips.</param>
internal sealed class VerdictBook(IHealthRecorder recorder, VerdictLog log)
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly PoolTally _tally = new();
    private readonly OwnFaults _ownFaults = new();

    /// <summary>Why the poller cannot judge, for reasons of its own; <c>null</c> while it can.</summary>
    public string? OwnFault => _ownFaults.Fault;

    /// <summary>Takes over the verdicts of an earlier poller.</summary>
    public void Restore(
        IReadOnlyDictionary<string, ProbedBackend> probed,
        IReadOnlyDictionary<string, BackendHealth> current
    )
    {
        ArgumentNullException.ThrowIfNull(probed);
        foreach (var (id, backend) in probed)
        {
            _entries[id] = new Entry(backend, current.GetValueOrDefault(id) ?? Unknown(id));
        }
    }

    /// <summary>
    /// Makes <paramref name="targets"/> the backends that have a verdict. One with another URL is another server and
    /// begins without; one that is probed no more loses its verdict.
    /// </summary>
    public void Follow(
        ConfigurationSnapshot snapshot,
        IReadOnlyList<ProbeTarget> targets,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(targets);
        var wanted = targets.Select(static t => t.BackendId).ToHashSet(StringComparer.Ordinal);
        foreach (var (id, entry) in _entries.Where(e => !wanted.Contains(e.Key)).ToList())
        {
            var isRemoved = snapshot.Backends.Find(id) is null;
            Forget(entry, now, isRemoved ? "the backend was removed" : "the backend was disabled");
            recorder.Unfollow(id);
            _entries.Remove(id);
        }

        foreach (var target in targets)
        {
            Follow(target, now);
        }

        _ownFaults.Follow(targets);
        _tally.Reset(
            targets.Select(t => (t.Pool, t.TakesTraffic, _entries[t.BackendId].Health.Status))
        );
        TellPools();
    }

    /// <summary>Takes a result in, unless it says nothing of the backend because the poller reaches nobody.</summary>
    public Observation Observe(ProbeTarget target, ProbeReport report)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(report);
        var entry = _entries[target.BackendId];
        if (report.Result.Outcome == ProbeOutcome.Cancelled)
        {
            // The poller is stopping: this was no probe.
            return new(HealthTracker.PaceOf(entry.Health));
        }

        var fault = OwnFault;
        var host = target.Url.Host;
        if (_ownFaults.Note(host, report.Reach))
        {
            CountAnew();
        }

        var before = entry.Health;
        var (_, verdict) = HealthTracker.Observe(before, report.Result, target.Settings);
        var condemns = verdict is { To: HealthStatus.Unhealthy };
        var result = _ownFaults.Judge(host, report, condemns);
        _ownFaults.Count(result, _entries.Count);
        Take(target, entry, result);
        if (fault is null != OwnFault is null)
        {
            log.OwnFaultsChanged(OwnFault);
        }

        var isSpared = condemns && result != report.Result;
        return new(
            isSpared ? ProbePace.Fast : HealthTracker.PaceOf(entry.Health),
            isSpared || before.Contradictions > 0 ? _ownFaults.WitnessFor(host, report.Reach) : null
        );
    }

    /// <summary>What was counted on a way that was closed says nothing of the backends at its end.</summary>
    private void CountAnew()
    {
        foreach (var entry in _entries.Values)
        {
            if (entry.Health is { Contradictions: > 0, Status: not HealthStatus.Unhealthy })
            {
                entry.Health = entry.Health with { Contradictions = 0 };
            }
        }
    }

    private void Take(ProbeTarget target, Entry entry, ProbeResult result)
    {
        var before = entry.Health;
        (entry.Health, var flip) = HealthTracker.Observe(before, result, target.Settings);
        recorder.Record(result, entry.Health, flip);
        if (flip is not null && target.TakesTraffic)
        {
            _tally.Flip(target.Pool, flip.From, flip.To);
        }

        log.Observed(target, before, entry.Health, result, _tally.Of(target.Pool));
        if (flip is not null)
        {
            TellPools();
        }
    }

    private void Follow(ProbeTarget target, DateTimeOffset now)
    {
        var backend = target.ToProbedBackend();
        if (!_entries.TryGetValue(target.BackendId, out var entry))
        {
            entry = new Entry(backend, Unknown(target.BackendId));
            _entries.Add(target.BackendId, entry);
        }
        else if (entry.IsFollowed && entry.Backend == backend)
        {
            return;
        }

        recorder.Follow(backend, entry.Health);
        if (entry.Backend.Url != backend.Url)
        {
            Forget(entry, now, $"the URL changed from {entry.Backend.Url} to {backend.Url}");
        }

        entry.Backend = backend;
        entry.IsFollowed = true;
    }

    private void Forget(Entry entry, DateTimeOffset now, string reason)
    {
        (entry.Health, var flip) = HealthTracker.Forget(entry.Health, now, reason);
        recorder.Forget(entry.Health, flip);
        if (flip is not null)
        {
            log.Forgotten(entry.Backend.Name, flip);
        }
    }

    private void TellPools()
    {
        foreach (var (pool, hasBackend) in _tally.TakeChanges())
        {
            log.PoolChanged(pool, hasBackend);
        }
    }

    private static BackendHealth Unknown(string backendId) => new() { BackendId = backendId };

    private sealed class Entry(ProbedBackend backend, BackendHealth health)
    {
        public ProbedBackend Backend { get; set; } = backend;

        public BackendHealth Health { get; set; } = health;

        /// <summary>Whether this process has named it to the recorder.</summary>
        public bool IsFollowed { get; set; }
    }
}
