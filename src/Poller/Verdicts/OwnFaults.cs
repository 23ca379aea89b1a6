using LbPlatform.Poller.Probing;
using LbPlatform.Poller.Scheduling;

namespace LbPlatform.Poller.Verdicts;

/// <summary>
/// Whether the poller itself is sick: a whole round of probes, one after the other, failed for reasons of its own; or
/// no host, or no name server, answers any more. See docs/adr/0020-whose-fault.md.
/// </summary>
internal sealed class OwnFaults
{
    private readonly SilenceWatch _network = new();
    private readonly SilenceWatch _names = new();
    private int _inARow;
    private string? _roundFault;

    /// <summary>Why the poller cannot judge; <c>null</c> while it can.</summary>
    public string? Fault => _network.Fault ?? _names.Fault ?? _roundFault;

    /// <summary>Makes these the backends that are probed.</summary>
    public void Follow(IReadOnlyList<ProbeTarget> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        _network.Follow(targets.Select(static target => (target.Url.Host, target.BackendId)));
        _names.Follow(
            targets
                .Where(static target => IsName(target.Url.Host))
                .Select(static target => (target.Url.Host, target.BackendId))
        );
    }

    /// <summary>Notes how far a probe of a host got; true where the way there is known to be open again.</summary>
    public bool Note(string host, ProbeReach reach)
    {
        var isHealed = false;
        if (reach is ProbeReach.Names or ProbeReach.NoNetwork or ProbeReach.Host && IsName(host))
        {
            isHealed = _names.Heard(host);
        }

        switch (reach)
        {
            case ProbeReach.Host:
                isHealed |= _network.Heard(host);
                break;
            case ProbeReach.NoNetwork:
                _network.Missed(host);
                break;
            case ProbeReach.NoNames:
                _names.Missed(host);
                break;
            default:
                break;
        }

        return isHealed;
    }

    /// <summary>
    /// The result, unless it must not count: where nothing answers already, or where it would condemn a backend while
    /// nothing has answered since. Then it is the poller's own.
    /// </summary>
    public ProbeResult Judge(string host, ProbeReport report, bool condemns)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (
            WatchOf(report.Reach) is not { } watch
            || !(watch.Fault is not null || (condemns && watch.IsInDoubt(host)))
        )
        {
            return report.Result;
        }

        var whose =
            watch == _names
                ? $"no name server answers for any of {watch.Hosts} names"
                : $"none of {watch.Hosts} hosts can be reached";
        var fault = $"the poller cannot probe: {whose} ({report.Result.Detail})";
        fault = fault[..Math.Min(fault.Length, ProbeResult.LongestDetail)];
        watch.Blame(fault);
        return report.Result with { Outcome = ProbeOutcome.Error, Detail = fault };
    }

    /// <summary>The backend that should be asked next to settle whose fault it is, if any.</summary>
    public string? WitnessFor(string host, ProbeReach reach) => WatchOf(reach)?.WitnessFor(host);

    /// <summary>Counts a result, as it was judged, in a round over <paramref name="backends"/>.</summary>
    public void Count(ProbeResult result, int backends)
    {
        ArgumentNullException.ThrowIfNull(result);
        _inARow = result.Outcome == ProbeOutcome.Error ? _inARow + 1 : 0;
        _roundFault =
            _inARow > 0 && (_roundFault is not null || _inARow >= backends)
                ? result.Detail ?? ""
                : null;
    }

    private SilenceWatch? WatchOf(ProbeReach reach) =>
        reach switch
        {
            ProbeReach.NoNames => _names,
            ProbeReach.NoNetwork => _network,
            _ => null,
        };

    private static bool IsName(string host) =>
        host != "localhost" && !System.Net.IPAddress.TryParse(host, out _);
}
