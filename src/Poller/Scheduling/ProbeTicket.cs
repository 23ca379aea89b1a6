namespace LbPlatform.Poller.Scheduling;

/// <summary>The right to probe a backend once; handed back with the result.</summary>
/// <param name="target">What is probed.</param>
/// <param name="dueAt">When it was due, on the schedule's clock.</param>
/// <param name="startedAt">When it was taken, on the schedule's clock.</param>
internal sealed class ProbeTicket(ProbeTarget target, TimeSpan dueAt, TimeSpan startedAt)
{
    public ProbeTarget Target => target;

    public TimeSpan DueAt => dueAt;

    public TimeSpan StartedAt => startedAt;

    /// <summary>How late it was taken.</summary>
    public TimeSpan Lag => startedAt - dueAt;
}
