namespace LbPlatform.Poller.Probing;

/// <summary>How a probe that is under way stands.</summary>
internal sealed class ProbeAttempt
{
    /// <summary>What it is at.</summary>
    public ProbeStep Step { get; set; }

    /// <summary>When it began to connect, by the clock's time stamp.</summary>
    public long StartedAt { get; set; }
}
