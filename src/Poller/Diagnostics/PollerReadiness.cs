using LbPlatform.Hosting;
using LbPlatform.Poller.Recording;
using LbPlatform.Poller.Scheduling;

namespace LbPlatform.Poller.Diagnostics;

/// <summary>Whether backends are probed in time and the results written.</summary>
internal sealed class PollerReadiness(ProbeScheduler scheduler, HealthRecorder recorder)
    : IReadinessCheck
{
    /// <summary>A backend that has waited this many of its intervals means that the last round is too old.</summary>
    public const int LateIntervals = 3;

    public IEnumerable<ReadinessLine> Check() => [Probes(), Record()];

    private ReadinessLine Probes()
    {
        const string Name = "probes";
        if (scheduler.View is not { } view)
        {
            return new(Name, ReadinessState.NotReady, "waiting for the store");
        }

        var late = view.NextDue is { } due ? scheduler.Now - due : TimeSpan.Zero;
        var text = $"{view.Backends} backends at revision {view.AppliedRevision}";
        return view switch
        {
            { OwnFault: { } fault } => new(
                Name,
                ReadinessState.Degraded,
                $"{text}: the verdicts stay, because {fault}"
            ),
            _ when late > view.Interval * (LateIntervals - 1) => new(
                Name,
                ReadinessState.Degraded,
                $"{text}: the last round is {DurationText.Format(late + view.Interval)} old"
            ),
            _ => new(Name, ReadinessState.Ready, text),
        };
    }

    private ReadinessLine Record()
    {
        const string Name = "record";
        var (waiting, dropped) = recorder.Backlog;
        return recorder.Fault is { } fault
            ? new(
                Name,
                ReadinessState.Degraded,
                $"{waiting} results wait, {dropped} were dropped: {fault}"
            )
            : new(Name, ReadinessState.Ready, $"{recorder.Rows} results written");
    }
}
