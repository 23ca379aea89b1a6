namespace LbPlatform.Poller;

/// <summary>The settings of this process. Section <c>Poller</c>.</summary>
internal sealed class PollerOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Poller";

    /// <summary>Most probes that may be allowed at once: each holds a socket.</summary>
    public const int HighestConcurrency = 8192;

    /// <summary>Shortest <see cref="FlushInterval"/>.</summary>
    public static readonly TimeSpan ShortestFlushInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>Longest <see cref="FlushInterval"/>.</summary>
    public static readonly TimeSpan LongestFlushInterval = TimeSpan.FromSeconds(10);

    /// <summary>Where /livez and /readyz are answered. Default loopback, port 9082.</summary>
    public string AdminUrl { get; set; } = "http://127.0.0.1:9082";

    /// <summary>Where this process reports that it lives. Default loopback, port 9080.</summary>
    public string ControlPlaneUrl { get; set; } = "http://127.0.0.1:9080";

    /// <summary>
    /// Probes at once. Default 256, 1 to <see cref="HighestConcurrency"/>. Too few makes probes late when many
    /// backends time out; too many costs file descriptors.
    /// </summary>
    public int Concurrency { get; set; } = 256;

    /// <summary>
    /// Longest time that a result waits to be written; flips do not wait. Default 250 ms, 10 ms to 10 s. Shorter
    /// costs more transactions.
    /// </summary>
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long history is kept.</summary>
    public RetentionOptions Retention { get; set; } = new();
}
