namespace LbPlatform.State.Model;

/// <summary>
/// How a backend is probed and how many results make a verdict. Defaults: HAProxy's rise 2 and fall 3,
/// the interval that this platform promises, and a time-out far below it.
/// </summary>
public sealed record ProbeSettings
{
    /// <summary>Shortest interval and time-out that may be set.</summary>
    public static readonly TimeSpan ShortestTime = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest interval that may be set.</summary>
    public static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);

    /// <summary>Longest time-out that may be set.</summary>
    public static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Highest threshold that may be set.</summary>
    public const int HighestThreshold = 100;

    /// <summary>Longest path that may be set, in characters.</summary>
    public const int LongestPath = 1024;

    /// <summary>Longest text that may be sent or expected, in characters.</summary>
    public const int LongestText = 1024;

    /// <summary>Longest Host that may be set, in characters: a name of 253 and a port.</summary>
    public const int LongestHost = 259;

    /// <summary>Longest name of a gRPC service that may be set, in characters.</summary>
    public const int LongestService = 256;

    /// <summary>Most bytes of an answer in which an expected text is looked for.</summary>
    public const int MostBodyBytes = 64 * 1024;

    /// <summary>Most jitter that may be set, in percent.</summary>
    public const int MostJitter = 50;

    /// <summary>What is asked. Default HTTP.</summary>
    public ProbeKind Kind { get; init; }

    /// <summary>Target of the HTTP request, with query if any. Default <c>/</c>.</summary>
    public string Path { get; init; } = "/";

    /// <summary>Method of the HTTP request. Default GET.</summary>
    public ProbeMethod Method { get; init; }

    /// <summary>Port that is connected to; 0, the default, is that of the backend's URL.</summary>
    public int Port { get; init; }

    /// <summary>Host (with port, if any) that is asked for; empty, the default, is that of the backend's URL.</summary>
    public string Host { get; init; } = "";

    /// <summary>Fields that are sent beside the probe's own. Default none.</summary>
    public ProbeHeaders Headers { get; init; } = ProbeHeaders.None;

    /// <summary>Whether TLS is spoken; <c>null</c>, the default, where the backend's URL says https.</summary>
    public bool? Tls { get; init; }

    /// <summary>Text that a TCP probe sends once it is connected. Default none.</summary>
    public string Send { get; init; } = "";

    /// <summary>The service that a gRPC probe asks for; empty, the default, is the server as a whole.</summary>
    public string Service { get; init; } = "";

    /// <summary>
    /// Time between two probes while the verdict stands. Default 10 s, 100 ms to 1 h. Too long delays the
    /// notice of a slow death; too short burdens the backend.
    /// </summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Time between two probes while results contradict the verdict. Default 2 s; never longer than
    /// <see cref="Interval"/> in effect (HAProxy's <c>fastinter</c>).
    /// </summary>
    public TimeSpan FastInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Time between two probes while the verdict is bad (HAProxy's <c>downinter</c>); <c>null</c>, the default, is
    /// <see cref="Interval"/>.
    /// </summary>
    public TimeSpan? UnhealthyInterval { get; init; }

    /// <summary>
    /// By how many percent of the interval the time between two probes may differ from it, to either side. Default
    /// 10, 0 to <see cref="MostJitter"/>. None lets backends that were added together beat together.
    /// </summary>
    public int JitterPercent { get; init; } = 10;

    /// <summary>Time until the answer must be there, as far as it is looked at. Default 2 s, at most the interval.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Status codes that pass. Default 200-399; redirects are not followed.</summary>
    public StatusRanges ExpectedStatus { get; init; } = StatusRanges.Default;

    /// <summary>
    /// Text that the answer's body, or what a TCP server sends, must contain within its first
    /// <see cref="MostBodyBytes"/>, as UTF-8. Default none.
    /// </summary>
    public string ExpectedBody { get; init; } = "";

    /// <summary>A field that the answer's head must have. Default none.</summary>
    public ExpectedHeader ExpectedHeader { get; init; } = ExpectedHeader.None;

    /// <summary>Passed probes in a row that make an unhealthy backend healthy (rise). Default 2, 1 to 100.</summary>
    public int HealthyThreshold { get; init; } = 2;

    /// <summary>Failed probes in a row that make a backend unhealthy (fall). Default 3, 1 to 100.</summary>
    public int UnhealthyThreshold { get; init; } = 3;

    /// <summary>These settings with everything that <paramref name="overrides"/> names replaced.</summary>
    public ProbeSettings With(ProbeOverrides overrides)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        // Nearly every backend: none of thousands needs settings of its own.
        return overrides == ProbeOverrides.None
            ? this
            : this with
            {
                Kind = overrides.Kind ?? Kind,
                Path = overrides.Path ?? Path,
                Method = overrides.Method ?? Method,
                Port = overrides.Port ?? Port,
                Host = overrides.Host ?? Host,
                Headers = overrides.Headers ?? Headers,
                Tls = overrides.Tls ?? Tls,
                Send = overrides.Send ?? Send,
                Service = overrides.Service ?? Service,
                Interval = overrides.Interval ?? Interval,
                FastInterval = overrides.FastInterval ?? FastInterval,
                UnhealthyInterval = overrides.UnhealthyInterval ?? UnhealthyInterval,
                JitterPercent = overrides.JitterPercent ?? JitterPercent,
                Timeout = overrides.Timeout ?? Timeout,
                ExpectedStatus = overrides.ExpectedStatus ?? ExpectedStatus,
                ExpectedBody = overrides.ExpectedBody ?? ExpectedBody,
                ExpectedHeader = overrides.ExpectedHeader ?? ExpectedHeader,
                HealthyThreshold = overrides.HealthyThreshold ?? HealthyThreshold,
                UnhealthyThreshold = overrides.UnhealthyThreshold ?? UnhealthyThreshold,
            };
    }

    /// <summary>Whether a probe by <paramref name="other"/> says the same as one by these: only the rhythm and the count differ.</summary>
    public bool AskTheSameAs(ProbeSettings other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this
            == other with
            {
                Interval = Interval,
                FastInterval = FastInterval,
                UnhealthyInterval = UnhealthyInterval,
                JitterPercent = JitterPercent,
                Timeout = Timeout,
                HealthyThreshold = HealthyThreshold,
                UnhealthyThreshold = UnhealthyThreshold,
            };
    }
}
