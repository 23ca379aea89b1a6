namespace LbPlatform.Poller.Verdicts;

/// <summary>
/// Whether the poller itself is sick: a whole round of probes, one after the other, failed for reasons of its own.
/// </summary>
internal sealed class OwnFaults
{
    private int _inARow;

    /// <summary>Whether the last round said nothing of any backend.</summary>
    public bool IsSick { get; private set; }

    /// <summary>Takes the next result of a round over <paramref name="backends"/>; true where <see cref="IsSick"/> changed.</summary>
    public bool Observe(ProbeResult result, int backends)
    {
        ArgumentNullException.ThrowIfNull(result);
        _inARow = result.Outcome == ProbeOutcome.Error ? _inARow + 1 : 0;
        var isSick = _inARow > 0 && (IsSick || _inARow >= backends);
        var hasChanged = isSick != IsSick;
        IsSick = isSick;
        return hasChanged;
    }
}
