namespace LbPlatform.DataPlane.Protection;

/// <summary>
/// What a client may take of a listener. Section <c>DataPlane:Limits</c>; a listener may say otherwise. docs/protection.md
/// says why each default is what it is.
/// </summary>
public sealed class LimitsOptions
{
    /// <summary>Connections of a listener at a time; further ones are closed at once. Default 0: only the process's limit.</summary>
    public int MaxConnections { get; set; }

    /// <summary>Connections of one client address (IPv6: one /64) at a time. Default 0: no limit.</summary>
    public int MaxConnectionsPerClient { get; set; }

    /// <summary>The networks that clients must come from, in CIDR notation separated by commas. Default empty: any.</summary>
    public string Allow { get; set; } = "";

    /// <summary>Networks whose connections are closed at once. Default empty: none.</summary>
    public string Deny { get; set; } = "";

    /// <summary>Longest request line; longer ones are answered 414. Default 16 KiB.</summary>
    public int MaxRequestLineBytes { get; set; } = 16 * 1024;

    /// <summary>Longest head without its first line; longer ones are answered 431. Default 64 KiB.</summary>
    public int MaxHeadBytes { get; set; } = 64 * 1024;

    /// <summary>Fields of a head; more are answered 431. Default 100.</summary>
    public int MaxFields { get; set; } = 100;

    /// <summary>A head must be complete by then, from its first byte on: one that drips in holds a connection. Default 15 s.</summary>
    public TimeSpan HeadTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long an idle connection is kept. Default 75 s, as NGINX does.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(75);

    /// <summary>Longest request body where the route says nothing; longer ones are answered 413. Default 0: any length.</summary>
    public long MaxBodyBytes { get; set; }

    /// <summary>Lowest average rate of a request's body, in bytes per second; 0 is any. Default 100.</summary>
    public int MinRequestBytesPerSecond { get; set; } = 100;

    /// <summary>Lowest rate at which a response that waits is taken, in bytes per second; 0 is any. Default 100.</summary>
    public int MinResponseBytesPerSecond { get; set; } = 100;

    /// <summary>How long a body may be slower than that. Default 20 s: a phone that loses its network for a moment.</summary>
    public TimeSpan RateGrace { get; set; } = TimeSpan.FromSeconds(20);
}
