using LbPlatform.Poller.Scheduling;

namespace LbPlatform.Poller.Probing;

/// <summary>Asks a backend once whether it works.</summary>
internal interface IProber
{
    /// <summary>
    /// The result, whatever the backend does; <see cref="ProbeOutcome.Cancelled"/> where the token was cancelled
    /// first. Ends within the target's time-out and a fixed allowance for name resolution.
    /// </summary>
    Task<ProbeReport> ProbeAsync(ProbeTarget target, CancellationToken cancellationToken);
}
