namespace LbPlatform.ControlPlane.Transport;

/// <summary>How the backends of a pool are talked to. What is absent or null is the default.</summary>
internal sealed record TransportRequest
{
    /// <summary>http1, or http2 (by ALPN where the URL says https, with prior knowledge where it says http).</summary>
    /// <example>http1</example>
    public string? Protocol { get; init; }

    /// <summary>How long an HTTP/2 connection in use may be silent before it is pinged, 10s to 1h; never by default.</summary>
    /// <example>30s</example>
    public string? PingInterval { get; init; }

    /// <summary>Whether connections begin with the client's address: off, v1 (text) or v2 (binary).</summary>
    /// <example>off</example>
    public string? ProxyProtocol { get; init; }

    /// <summary>TLS to backends whose URL says https.</summary>
    public TlsRequest? Tls { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static TransportRequest Read(ObjectReader source)
    {
        var read = new TransportRequest
        {
            Protocol = source.Text("protocol", "\"http2\""),
            PingInterval = source.Text("pingInterval", "\"30s\""),
            ProxyProtocol = source.Text("proxyProtocol", "\"v2\""),
            Tls = source.Object("tls", "{\"serverName\":\"api.test\"}") is { } tls
                ? TlsRequest.Read(tls)
                : null,
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>The request that would set this transport; it is also how an answer shows it.</summary>
    public static TransportRequest Of(BackendTransport transport) =>
        new()
        {
            Protocol = TransportWords.Of(transport.Protocol),
            PingInterval = transport.PingInterval is { } interval
                ? DurationText.Format(interval)
                : null,
            ProxyProtocol = TransportWords.Of(transport.ProxyProtocol),
            Tls = TlsRequest.Of(transport.Tls),
        };
}
