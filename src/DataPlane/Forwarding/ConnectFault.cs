namespace LbPlatform.DataPlane.Forwarding;

/// <summary>Why no connection to a backend came about; the words of the Poller's outcomes.</summary>
internal enum ConnectFault
{
    /// <summary>Nobody listens, or the host is unreachable.</summary>
    Refused,

    /// <summary>Nobody answered in time.</summary>
    Timeout,

    /// <summary>The host name has no address.</summary>
    Dns,

    /// <summary>The TLS handshake failed.</summary>
    Tls,

    /// <summary>The backend does not speak the version of HTTP that its pool asks for.</summary>
    Protocol,

    /// <summary>The host has only addresses that no backend may have.</summary>
    Forbidden,
}
