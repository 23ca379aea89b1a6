using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.DataPlane.Listeners;
using LbPlatform.DataPlane.Metrics;
using LbPlatform.DataPlane.Protection;
using LbPlatform.Hosting.Metrics;

namespace LbPlatform.DataPlane;

/// <summary>The settings of this process. Section <c>DataPlane</c>.</summary>
public sealed class DataPlaneOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "DataPlane";

    /// <summary>Shortest time-out that may be set: less fails healthy backends.</summary>
    public static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(10);

    /// <summary>Longest time-out that may be set: more is no limit any more.</summary>
    public static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(24);

    /// <summary>Where traffic is served; several are separated by semicolons. Default <c>http://*:8080</c>.</summary>
    public string Url { get; set; } = "http://*:8080";

    /// <summary>
    /// Further listeners, each with settings of its own; none by default. <see cref="Url"/> may be empty where there
    /// is one.
    /// </summary>
    public IList<ListenerOptions> Listeners { get; set; } = [];

    /// <summary>What a client may take of a listener that does not say otherwise.</summary>
    public LimitsOptions Limits { get; set; } = new();

    /// <summary>When the whole process refuses new work.</summary>
    public OverloadOptions Overload { get; set; } = new();

    /// <summary>What /metrics shows.</summary>
    public MetricsOptions Metrics { get; set; } = new();

    /// <summary>Where metrics are sent; nowhere by default.</summary>
    public OtlpOptions Otlp { get; set; } = new();

    /// <summary>Where /livez, /readyz, /metrics and /explain are served. Default <c>http://127.0.0.1:9081</c>.</summary>
    public string AdminUrl { get; set; } = "http://127.0.0.1:9081";

    /// <summary>The ControlPlane that is told what is served here. Default <c>http://127.0.0.1:9080</c>.</summary>
    public string ControlPlaneUrl { get; set; } = "http://127.0.0.1:9080";

    /// <summary>
    /// The zone that this process runs in, as backends name theirs: it prefers those of the same one, where their pool's
    /// settings say so. Default empty: none.
    /// </summary>
    public string Zone { get; set; } = "";

    /// <summary>
    /// Time until a backend must have accepted a connection. Default 3 s. Too short fails backends behind a slow
    /// network; too long keeps a client waiting on a dead host.
    /// </summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Longest time without a byte in either direction, before the response head (then the answer is 504) and
    /// within bodies. Default 60 s.
    /// </summary>
    public TimeSpan ActivityTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long requests in flight may take to end once the process is told to stop. Default 30 s.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long connections between two requests are kept once the process is told to stop, so that a request on its way is
    /// answered, with the word that the connection ends. Default 1 s, of <see cref="DrainTimeout"/>; 0 closes them at once.
    /// </summary>
    public TimeSpan IdleGrace { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Whether several data planes may listen on one port (SO_REUSEPORT), so that one can be replaced by the next without a
    /// refused connection. Linux only. Default false: a second one that is started by mistake fails.
    /// </summary>
    public bool ReusePort { get; set; }

    /// <summary>Whether each request is logged as one line. Default false.</summary>
    public bool AccessLog { get; set; }

    /// <summary>How requests are logged.</summary>
    public RequestLogOptions RequestLog { get; set; } = new();

    /// <summary>Whether each response names its backend in <c>X-Lb-Backend</c>. Default false.</summary>
    public bool BackendHeader { get; set; }

    /// <summary>
    /// What a client must send in <c>X-Lb-Explain</c> to be told with its answer why that backend gave it: 16 to 256 printable
    /// characters. Empty, the default, tells nobody.
    /// </summary>
    public string ExplainToken { get; set; } = "";

    /// <summary>The parts of <see cref="Url"/>.</summary>
    internal string[] Urls =>
        Url.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
