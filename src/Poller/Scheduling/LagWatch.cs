namespace LbPlatform.Poller.Scheduling;

/// <summary>Whether more is due than can be probed: tells the two moments at which that changes.</summary>
internal sealed class LagWatch
{
    /// <summary>A probe this late, or later than half its interval if that is more, means falling behind.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    /// <summary>Whether probes are late.</summary>
    public bool IsBehind { get; private set; }

    /// <summary>Longest lag since it fell behind.</summary>
    public TimeSpan Worst { get; private set; }

    /// <summary>A probe was started; true where that is the first late one.</summary>
    public bool Started(ProbeTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        var half = ticket.Target.Interval / 2;
        var tolerance = half > Tolerance ? half : Tolerance;
        var isFirst = !IsBehind && ticket.Lag > tolerance;
        IsBehind |= isFirst;
        Worst = IsBehind && ticket.Lag > Worst ? ticket.Lag : Worst;
        return isFirst;
    }

    /// <summary>Nothing that is due waits any more; true where that ends a time of lateness.</summary>
    public bool NothingWaits()
    {
        var hasCaughtUp = IsBehind;
        IsBehind = false;
        return hasCaughtUp;
    }

    /// <summary>Forgets the worst lag once it has been said.</summary>
    public void Reset() => Worst = TimeSpan.Zero;
}
