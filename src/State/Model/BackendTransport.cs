namespace LbPlatform.State.Model;

/// <summary>
/// How the backends of a pool are talked to, by the data plane and by the Poller alike. What a property leaves out is the
/// platform's default.
/// </summary>
public sealed record BackendTransport
{
    /// <summary>Shortest <see cref="PingInterval"/>: servers end a connection that is pinged more often than they like.</summary>
    public static readonly TimeSpan ShortestPingInterval = TimeSpan.FromSeconds(10);

    /// <summary>Longest <see cref="PingInterval"/>.</summary>
    public static readonly TimeSpan LongestPingInterval = TimeSpan.FromHours(1);

    /// <summary>HTTP/1.1, system certificate authorities, no PROXY protocol.</summary>
    public static BackendTransport Default { get; } = new();

    /// <summary>The version of HTTP that requests are sent in.</summary>
    public BackendProtocol Protocol { get; init; }

    /// <summary>
    /// How long an HTTP/2 connection with requests on it may be silent before it is asked whether it lives; 10 s to
    /// 1 h, <c>null</c> never. Off by default: gRPC servers end connections that are pinged more often than they were told.
    /// </summary>
    public TimeSpan? PingInterval { get; init; }

    /// <summary>Whether a connection begins with the client's address (the PROXY protocol).</summary>
    public ProxyProtocol ProxyProtocol { get; init; }

    /// <summary>How backends with an https URL are told from impostors, and what they are shown.</summary>
    public BackendTls Tls { get; init; } = BackendTls.Default;
}
