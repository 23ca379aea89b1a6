namespace LbPlatform.Poller.Probing;

/// <summary>A probe that ended without an answer's head, for a reason that no other exception says.</summary>
internal sealed class ProbeFailureException(ProbeOutcome outcome, string detail) : Exception(detail)
{
    /// <summary>What became of the probe; the message is the detail.</summary>
    public ProbeOutcome Outcome => outcome;
}
