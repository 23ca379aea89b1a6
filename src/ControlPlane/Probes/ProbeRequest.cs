namespace LbPlatform.ControlPlane.Probes;

/// <summary>How something is probed. What is absent or null is inherited: backend from pool, pool from platform.</summary>
internal sealed record ProbeRequest
{
    /// <summary>http, tcp (a connection, or a short talk) or grpc (grpc.health.v1.Health/Check).</summary>
    /// <example>http</example>
    public string? Kind { get; init; }

    /// <summary>Target of the HTTP request, with query if any.</summary>
    /// <example>/</example>
    public string? Path { get; init; }

    /// <summary>Method of the HTTP request: GET, HEAD or OPTIONS.</summary>
    /// <example>GET</example>
    public string? Method { get; init; }

    /// <summary>Port that is connected to; 0 is that of the backend's URL.</summary>
    /// <example>0</example>
    public int? Port { get; init; }

    /// <summary>Host that is asked for, with port if any; empty is that of the backend's URL.</summary>
    public string? Host { get; init; }

    /// <summary>Fields that are sent beside the probe's own, at most 16; {} sends none.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Whether TLS is spoken; by default where the backend's URL says https.</summary>
    public bool? Tls { get; init; }

    /// <summary>Text that a tcp probe sends.</summary>
    public string? Send { get; init; }

    /// <summary>The service that a grpc probe asks for; empty is the server as a whole.</summary>
    public string? Service { get; init; }

    /// <summary>Status codes that pass.</summary>
    /// <example>200-399</example>
    public string? ExpectedStatus { get; init; }

    /// <summary>Text that the body, or what a TCP server sends, must contain in its first 64 KiB; empty expects none.</summary>
    public string? ExpectedBody { get; init; }

    /// <summary>A field that the answer's head must have.</summary>
    public ExpectedHeaderRequest? ExpectedHeader { get; init; }

    /// <summary>Time between two probes while the verdict stands, 100ms to 1h.</summary>
    /// <example>10s</example>
    public string? Interval { get; init; }

    /// <summary>Time between two probes while results contradict the verdict, 100ms to 1h.</summary>
    /// <example>2s</example>
    public string? FastInterval { get; init; }

    /// <summary>Time between two probes while the verdict is bad, 100ms to 1h; by default the interval.</summary>
    public string? UnhealthyInterval { get; init; }

    /// <summary>By how many percent the time between two probes may differ from the interval, 0 to 50.</summary>
    /// <example>10</example>
    public int? JitterPercent { get; init; }

    /// <summary>Time until the answer must be there, 100ms to 1m and at most the interval.</summary>
    /// <example>2s</example>
    public string? Timeout { get; init; }

    /// <summary>Passed probes in a row that make an unhealthy backend healthy, 1 to 100.</summary>
    /// <example>2</example>
    public int? HealthyThreshold { get; init; }

    /// <summary>Failed probes in a row that make a backend unhealthy, 1 to 100.</summary>
    /// <example>3</example>
    public int? UnhealthyThreshold { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static ProbeRequest Read(ObjectReader source)
    {
        var read = new ProbeRequest
        {
            Kind = source.Text("kind", "\"http\""),
            Path = source.Text("path", "\"/health\""),
            Method = source.Text("method", "\"GET\""),
            Port = source.Integer("port", "8081"),
            Host = source.Text("host", "\"api.example\""),
            Headers = source.TextMap("headers", "{\"X-Probe\":\"1\"}"),
            Tls = source.Flag("tls", "false"),
            Send = source.Text("send", "\"PING\\r\\n\""),
            Service = source.Text("service", "\"api.v1.Orders\""),
            ExpectedStatus = source.Text("expectedStatus", "\"200-399\""),
            ExpectedBody = source.Text("expectedBody", "\"ok\""),
            ExpectedHeader = source.Object("expectedHeader", "{\"name\":\"X-Ready\"}") is { } header
                ? ExpectedHeaderRequest.Read(header)
                : null,
            Interval = source.Text("interval", "\"10s\""),
            FastInterval = source.Text("fastInterval", "\"2s\""),
            UnhealthyInterval = source.Text("unhealthyInterval", "\"10s\""),
            JitterPercent = source.Integer("jitterPercent", "10"),
            Timeout = source.Text("timeout", "\"2s\""),
            HealthyThreshold = source.Integer("healthyThreshold", "2"),
            UnhealthyThreshold = source.Integer("unhealthyThreshold", "3"),
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>The request that would set these overrides; it is also how an answer shows them.</summary>
    public static ProbeRequest Of(ProbeOverrides probe) =>
        new()
        {
            Kind = Word(probe.Kind),
            Path = probe.Path,
            Method = Word(probe.Method),
            Port = probe.Port,
            Host = probe.Host,
            Headers = probe.Headers is { } headers ? Map(headers) : null,
            Tls = probe.Tls,
            Send = probe.Send,
            Service = probe.Service,
            ExpectedStatus = probe.ExpectedStatus?.Text,
            ExpectedBody = probe.ExpectedBody,
            ExpectedHeader = probe.ExpectedHeader is { } header
                ? ExpectedHeaderRequest.Of(header)
                : null,
            Interval = Text(probe.Interval),
            FastInterval = Text(probe.FastInterval),
            UnhealthyInterval = Text(probe.UnhealthyInterval),
            JitterPercent = probe.JitterPercent,
            Timeout = Text(probe.Timeout),
            HealthyThreshold = probe.HealthyThreshold,
            UnhealthyThreshold = probe.UnhealthyThreshold,
        };

    /// <summary>The request that would set all of these settings; what they leave to the backend's URL is absent.</summary>
    public static ProbeRequest Of(ProbeSettings probe) =>
        new()
        {
            Kind = Word<ProbeKind>(probe.Kind),
            Path = probe.Path,
            Method = Word<ProbeMethod>(probe.Method),
            Port = probe.Port == 0 ? null : probe.Port,
            Host = OrAbsent(probe.Host),
            Headers = probe.Headers.Fields.IsEmpty ? null : Map(probe.Headers),
            Tls = probe.Tls,
            Send = OrAbsent(probe.Send),
            Service = OrAbsent(probe.Service),
            ExpectedStatus = probe.ExpectedStatus.Text,
            ExpectedBody = OrAbsent(probe.ExpectedBody),
            ExpectedHeader =
                probe.ExpectedHeader.Name.Length == 0
                    ? null
                    : ExpectedHeaderRequest.Of(probe.ExpectedHeader),
            Interval = Text(probe.Interval),
            FastInterval = Text(probe.FastInterval),
            UnhealthyInterval = Text(probe.UnhealthyInterval),
            JitterPercent = probe.JitterPercent,
            Timeout = Text(probe.Timeout),
            HealthyThreshold = probe.HealthyThreshold,
            UnhealthyThreshold = probe.UnhealthyThreshold,
        };

    private static Dictionary<string, string> Map(ProbeHeaders headers) => new(headers.Fields);

    private static string? OrAbsent(string text) => text.Length == 0 ? null : text;

    private static string? Word<T>(T? value)
        where T : struct, Enum => value is { } known ? ProbeWords.Of(known) : null;

    private static string? Text(TimeSpan? duration) =>
        duration is { } known ? DurationText.Format(known) : null;
}
