namespace LbPlatform.Poller.Scheduling;

/// <summary>
/// Which backend is to be probed when. No clock and no I/O: time is what the caller says, counted from any fixed
/// instant. A step costs O(log n). Not safe for concurrent use.
/// </summary>
internal sealed class ProbeSchedule
{
    private readonly Dictionary<string, Slot> _slots = new(StringComparer.Ordinal);
    private readonly SortedSet<Slot> _waiting = new(Slot.ByDue);

    /// <summary>Backends that are to be probed.</summary>
    public int Count { get; private set; }

    /// <summary>Probes that were taken and not yet handed back.</summary>
    public int InFlight { get; private set; }

    /// <summary>When the next probe is due; <c>null</c> while none waits.</summary>
    public TimeSpan? NextDue => _waiting.Min?.Due;

    /// <summary>What the next probe will ask.</summary>
    public ProbeTarget? NextTarget => _waiting.Min?.Target;

    /// <summary>
    /// Makes <paramref name="targets"/> the backends that are probed. A new one, and one that is asked something
    /// else from now on, is due at once. Answers the tickets whose results nobody wants any more.
    /// </summary>
    public IReadOnlyList<ProbeTicket> Reconcile(IReadOnlyList<ProbeTarget> targets, TimeSpan now)
    {
        var abandoned = new List<ProbeTicket>();
        var wanted = targets.Select(static t => t.BackendId).ToHashSet(StringComparer.Ordinal);
        foreach (
            var slot in _slots.Values.Where(s => !wanted.Contains(s.Target.BackendId)).ToList()
        )
        {
            Withdraw(slot, abandoned);
        }

        foreach (var target in targets)
        {
            if (_slots.TryGetValue(target.BackendId, out var slot))
            {
                Change(slot, target, now, abandoned);
            }
            else
            {
                slot = new Slot(target) { Due = now };
                _slots.Add(target.BackendId, slot);
                _waiting.Add(slot);
            }
        }

        Count = wanted.Count;
        return abandoned;
    }

    /// <summary>Takes the probe that is due longest; <c>null</c> where none is due.</summary>
    public ProbeTicket? TakeDue(TimeSpan now)
    {
        if (_waiting.Min is not { } slot || slot.Due > now)
        {
            return null;
        }

        _waiting.Remove(slot);
        slot.Ticket = new ProbeTicket(slot.Target, slot.Due, now);
        slot.IsAbandoned = false;
        InFlight++;
        return slot.Ticket;
    }

    /// <summary>The newest settings of the ticket's backend; <c>null</c> where its result is not wanted any more.</summary>
    public ProbeTarget? TargetOf(ProbeTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return
            _slots.TryGetValue(ticket.Target.BackendId, out var slot)
            && slot.Ticket == ticket
            && !slot.IsAbandoned
            ? slot.Target
            : null;
    }

    /// <summary>
    /// Hands a ticket back: the backend is due again after the interval of its <paramref name="pace"/>.
    /// </summary>
    public void Complete(ProbeTicket ticket, TimeSpan now, ProbePace pace)
    {
        if (!_slots.TryGetValue(ticket.Target.BackendId, out var slot) || slot.Ticket != ticket)
        {
            throw new InvalidOperationException("The ticket was handed back before.");
        }

        InFlight--;
        slot.Ticket = null;
        if (slot.IsWithdrawn)
        {
            _slots.Remove(slot.Target.BackendId);
            return;
        }

        slot.Pace = pace;
        slot.Due = slot.IsAbandoned ? now : NextAfter(slot.Target, ticket.StartedAt, pace);
        _waiting.Add(slot);
    }

    /// <summary>Makes a backend due now, unless it is already or its probe is under way.</summary>
    public void Hasten(string backendId, TimeSpan now)
    {
        if (
            _slots.TryGetValue(backendId, out var slot)
            && slot is { Ticket: null }
            && slot.Due > now
        )
        {
            _waiting.Remove(slot);
            slot.Due = now;
            _waiting.Add(slot);
        }
    }

    private static TimeSpan NextAfter(ProbeTarget target, TimeSpan startedAt, ProbePace pace)
    {
        var interval = target.IntervalAt(pace);
        var jitter = target.JitterPercent;
        return pace == ProbePace.Fast
            ? ProbePhase.Fast(target.BackendId, interval, jitter, startedAt)
            : ProbePhase.NextSteady(target.BackendId, interval, jitter, startedAt);
    }

    /// <summary>While its probe is in flight the slot stays, so that a backend put back is not probed twice at once.</summary>
    private void Withdraw(Slot slot, List<ProbeTicket> abandoned)
    {
        if (slot.Ticket is null)
        {
            _waiting.Remove(slot);
            _slots.Remove(slot.Target.BackendId);
            return;
        }

        slot.IsWithdrawn = true;
        Abandon(slot, abandoned);
    }

    private void Change(Slot slot, ProbeTarget target, TimeSpan now, List<ProbeTicket> abandoned)
    {
        var asksTheSame = slot.Target.AsksTheSameAs(target);
        var hasOtherInterval =
            slot.Target.Interval != target.Interval
            || slot.Target.IntervalAt(slot.Pace) != target.IntervalAt(slot.Pace);
        slot.IsWithdrawn = false;
        if (slot.Ticket is not null)
        {
            slot.Target = target;
            if (!asksTheSame)
            {
                Abandon(slot, abandoned);
            }

            return;
        }

        if (asksTheSame && !hasOtherInterval)
        {
            slot.Target = target;
            return;
        }

        _waiting.Remove(slot);
        var next = asksTheSame ? NextAfter(target, now, slot.Pace) : now;
        slot.Due = next < slot.Due ? next : slot.Due;
        slot.Target = target;
        _waiting.Add(slot);
    }

    private static void Abandon(Slot slot, List<ProbeTicket> abandoned)
    {
        if (!slot.IsAbandoned)
        {
            slot.IsAbandoned = true;
            abandoned.Add(slot.Ticket!);
        }
    }

    private sealed class Slot(ProbeTarget target)
    {
        /// <summary>By due time; by id where two are due at once. Due must not change while the slot waits.</summary>
        public static readonly Comparer<Slot> ByDue = Comparer<Slot>.Create(
            static (left, right) =>
                left.Due != right.Due
                    ? left.Due.CompareTo(right.Due)
                    : string.CompareOrdinal(left.Target.BackendId, right.Target.BackendId)
        );

        public ProbeTarget Target { get; set; } = target;

        public TimeSpan Due { get; set; }

        /// <summary>How soon it is wanted.</summary>
        public ProbePace Pace { get; set; }

        public ProbeTicket? Ticket { get; set; }

        /// <summary>The ticket's result is not wanted any more.</summary>
        public bool IsAbandoned { get; set; }

        /// <summary>The backend is probed no more; the slot waits for its ticket only.</summary>
        public bool IsWithdrawn { get; set; }
    }
}
