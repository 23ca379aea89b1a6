namespace LbPlatform.Poller.Scheduling;

/// <summary>How the schedule stood after its last step, for those who look from outside.</summary>
/// <param name="StoreId">The store that the configuration comes from.</param>
/// <param name="AppliedRevision">The configuration that is probed.</param>
/// <param name="Backends">Backends that are probed.</param>
/// <param name="NextDue">When the next probe is due, on the scheduler's clock; <c>null</c> where none waits.</param>
/// <param name="Interval">That backend's interval.</param>
/// <param name="OwnFault">Why the poller cannot judge, for reasons of its own; <c>null</c> while it can.</param>
internal sealed record ScheduleView(
    string StoreId,
    State.Revision AppliedRevision,
    int Backends,
    TimeSpan? NextDue,
    TimeSpan Interval,
    string? OwnFault
);
