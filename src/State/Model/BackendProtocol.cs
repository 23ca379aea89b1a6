namespace LbPlatform.State.Model;

/// <summary>The version of HTTP that a pool's backends are spoken to in.</summary>
public enum BackendProtocol
{
    /// <summary>HTTP/1.1.</summary>
    Http1,

    /// <summary>HTTP/2: by ALPN over TLS, with prior knowledge (RFC 9113, 3.3) over http.</summary>
    Http2,
}
